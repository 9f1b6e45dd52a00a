/** What the page does in a browser: search, sort, light up. Nothing of it asks anybody, and without it all is still there. */
export const PAGE_SCRIPT = `
'use strict';
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const byId = (id) => document.getElementById(id);
  const boxes = all('.box');
  const lines = all('.line');
  const told = byId('told');
  const nextTo = (ids) => {
    const found = new Set(ids);
    for (const { dataset } of lines) {
      if (ids.has(dataset.from)) found.add(dataset.to);
      if (ids.has(dataset.to)) found.add(dataset.from);
    }
    return found;
  };
  const show = (wanted) => {
    for (const box of boxes) {
      box.classList.toggle('faint', wanted !== undefined && !wanted.has(box.id));
      box.classList.remove('lit');
    }
    for (const line of lines)
      line.classList.toggle('faint', wanted !== undefined && !(wanted.has(line.dataset.from) && wanted.has(line.dataset.to)));
  };
  const search = byId('search');
  const trouble = byId('trouble');
  const kind = byId('kind');
  const narrow = () => {
    const text = search.value.trim().toLowerCase();
    const fits = ({ dataset }) =>
      (text === '' || dataset.words.includes(text)) && (!trouble.checked || dataset.trouble === 'yes');
    const isKind = (box) => kind.value === '' || box.classList.contains('k-' + kind.value);
    const isAll = text === '' && !trouble.checked && kind.value === '';
    const found = new Set(boxes.filter((box) => fits(box) && isKind(box)).map(({ id }) => id));
    show(isAll ? undefined : found);
    for (const row of all('#routes tbody tr, #targets tbody tr')) row.hidden = !isAll && !found.has(row.dataset.box);
    told.textContent = isAll ? '' : found.size + ' of ' + boxes.length + ' boxes fit.';
    const [first] = boxes.filter(({ id }) => found.has(id));
    if (!isAll && first !== undefined) reveal(first);
  };
  const frame = byId('frame');
  const reveal = (box) => {
    frame.scrollTop = box.offsetTop - 60;
    frame.scrollLeft = Math.max(0, box.offsetLeft - 80);
  };
  search.addEventListener('input', narrow);
  trouble.addEventListener('change', narrow);
  kind.addEventListener('change', narrow);
  for (const box of boxes) {
    const near = () => show(nextTo(nextTo(new Set([box.id]))));
    box.addEventListener('focusin', near);
    box.addEventListener('focusout', narrow);
  }
  const queue = byId('queue');
  const answer = byId('queue-answer');
  const rows = all('#queues tbody tr');
  const before = answer === null ? '' : answer.textContent;
  const ask = () => {
    const text = queue.value.trim().toLowerCase();
    const found = rows.filter(({ dataset }) => dataset.words.includes(text));
    for (const row of rows) row.hidden = !found.includes(row);
    const exact = found.filter(({ dataset }) => dataset.words === text);
    const one = exact.length > 0 ? exact : found.length === 1 ? found : [];
    if (text === '' || one.length === 0) {
      show(undefined);
      answer.textContent = text === '' ? before : found.length + ' queues have that in their names.';
      return;
    }
    const routes = new Set(one.flatMap(({ dataset }) => dataset.routes.split(' ').filter((id) => id !== '')));
    const names = boxes.filter(({ id }) => routes.has(id));
    const after = new Set(routes);
    for (const { dataset } of lines) if (routes.has(dataset.from)) after.add(dataset.to);
    show(new Set([...after, 'source', 'bus']));
    for (const box of names) box.classList.add('lit');
    if (names.length > 0) reveal(names[0]);
    answer.textContent = one[0].dataset.queue + (names.length === 0 ? ': no route takes it.' : ': ' + names.map((box) => box.querySelector('b').title).join(', '));
  };
  if (queue !== null) queue.addEventListener('input', ask);
  for (const button of all('thead button'))
    button.addEventListener('click', () => {
      const head = button.parentElement;
      const table = head.closest('table');
      const at = head.cellIndex;
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const each of all('thead th', table)) each.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = (row) => {
        const cell = row.cells[at];
        const by = cell.dataset.by ?? cell.textContent;
        return by === '' || by === '\\u2013' || by === '?' ? undefined : Number.isNaN(Number(by)) ? by.toLowerCase() : Number(by);
      };
      const body = table.tBodies[0];
      const compare = (a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
        const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
        return down ? -order : order;
      };
      body.append(...[...body.rows].sort(compare));
    });
  addEventListener('hashchange', () => {
    const part = location.hash.startsWith('#d-') ? byId(location.hash.slice(1)) : null;
    if (part !== null) part.focus();
  });
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !location.hash.startsWith('#d-')) return;
    const box = byId(location.hash.slice(3));
    location.hash = '#picture';
    const link = box === null ? null : box.querySelector('a');
    if (link !== null) link.focus();
  });
})();
`;

import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import type { TaggingApi } from './model.js';
import { pagesOf } from './pages.js';
import { fromAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';

/** Resource Groups Tagging API. */
export function taggingApi(caller: AwsCaller): TaggingApi {
  const sdk = once(async () => {
    const tagging = await import('@aws-sdk/client-resource-groups-tagging-api');
    const client = await caller.open((config) => new tagging.ResourceGroupsTaggingAPIClient(config));
    return { tagging, client };
  });
  return {
    async find(tags, types) {
      const { tagging, client } = await sdk();
      const pages = pagesOf(
        (PaginationToken) =>
          caller.call('tag:GetResources', undefined, () =>
            client.send(
              new tagging.GetResourcesCommand({
                TagFilters: Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] })),
                ResourceTypeFilters: [...types],
                ResourcesPerPage: 100,
                PaginationToken,
              }),
            ),
          ),
        ({ PaginationToken }) => PaginationToken,
      );
      const found = new Map<string, Tags>();
      for await (const { ResourceTagMappingList = [] } of pages)
        for (const { ResourceARN, Tags: tags } of ResourceTagMappingList)
          if (ResourceARN !== undefined) found.set(ResourceARN, fromAwsTags(tags));
      return found;
    },
  };
}

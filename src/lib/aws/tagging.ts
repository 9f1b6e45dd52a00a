import type { AwsCaller } from './caller.js';
import type { TaggingApi } from './model.js';
import { once } from './once.js';

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
      const arns: string[] = [];
      let token: string | undefined;
      do {
        const PaginationToken = token;
        const page = await caller.call('tag:GetResources', undefined, () =>
          client.send(
            new tagging.GetResourcesCommand({
              TagFilters: Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] })),
              ResourceTypeFilters: [...types],
              ResourcesPerPage: 100,
              PaginationToken,
            }),
          ),
        );
        for (const { ResourceARN } of page.ResourceTagMappingList ?? []) {
          if (ResourceARN !== undefined) arns.push(ResourceARN);
        }
        // The last page has an empty token.
        token = page.PaginationToken === '' ? undefined : page.PaginationToken;
      } while (token !== undefined);
      return arns;
    },
  };
}

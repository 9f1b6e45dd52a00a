export type { ConversationRequest, EventOrigin, RebuiltConversation, RebuiltEvent } from './model.js';
export { rebuildConversation } from './rebuild-conversation.js';
export { rebuiltEvents } from './rebuilt-events.js';

export type { ConversationRequest, RebuiltConversation } from './model.js';
export { rebuildConversation } from './rebuild-conversation.js';
export { rebuiltEvents } from './rebuilt-events.js';

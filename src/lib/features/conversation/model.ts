import type { EventType, GenesysEnvelope, SampleSettings } from '../../language/events/index.js';

/** Which conversation to read. */
export type ConversationRequest =
  | { readonly kind: 'id'; readonly id: string }
  | {
      /** The conversation that ended last, of those that fit. */
      readonly kind: 'last';
      /** A routing queue that it was in. */
      readonly queueId?: string;
      /** A media type as analytics or an event writes it, such as `voice`; capitals do not matter. */
      readonly media?: string;
      readonly now: Date;
      /** How long ago it may have begun, in milliseconds; 7 days where absent. */
      readonly within?: number;
    };

/** Where the events of a conversation would have come from. */
export type EventOrigin = Pick<SampleSettings, 'organization' | 'suffix' | 'account' | 'region'>;

/** An event that a conversation must have produced; never a capture. */
export interface RebuiltEvent {
  readonly eventType: EventType;
  readonly event: GenesysEnvelope;
  /**
   * Dotted paths within the event that analytics does not give, e.g. `detail.eventBody.utilizationLabel`: fields of the
   * body are left out or, where they follow from others, filled in; those of the envelope are made up.
   */
  readonly assumed: readonly string[];
}

/** A real conversation, as the events that it must have produced. */
export interface RebuiltConversation {
  readonly conversationId: string;
  readonly start: Date;
  /** Absent while it is still running: then only what has happened is among the events. */
  readonly end?: Date;
  /** In order of time. */
  readonly events: readonly RebuiltEvent[];
}

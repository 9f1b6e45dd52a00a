/** Runs the handler of a processor on this machine, on events as they arrive. Import it with `import()`: it loads the clients. */
export type {
  DevelopmentEnd,
  DevelopmentError,
  DevelopmentObserver,
  DevelopmentOutcome,
  DevelopmentResult,
  DevelopmentStart,
  Reload,
} from './model.js';
export { runDevelopment } from './run-development.js';

// Ctrl-C and SIGTERM ask the work to stop at the next safe point; a second one ends the program at once.
#pragma once

namespace residuum {

void install_interrupt_handler();

// Throws Error{interrupted} once the user has asked to stop. Called between units of work whose results are
// kept.
void stop_if_interrupted();

}  // namespace residuum

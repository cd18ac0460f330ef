//===- Manual.h - The manual page and shell completions --------------------===//
//
// Defines what is made from the command line's own description, so that neither
// can be out of date. For CommandLine.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_CLI_MANUAL_H
#define CONURE_TOOL_CLI_MANUAL_H

#include <string>

namespace CLI {
class App;
}

namespace conure {

/// \p Shell: bash, zsh or fish.
std::string completionScript(CLI::App &App, const std::string &Shell);
/// In roff's man macros.
std::string manualPage(CLI::App &App);

} // namespace conure

#endif

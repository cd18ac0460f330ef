//===- CommandLine.h - argv ----------------------------------------------===//
//
// Defines runCommandLine, which parses argv and runs the verb it names.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_CLI_COMMANDLINE_H
#define CONURE_TOOL_CLI_COMMANDLINE_H

namespace conure {
int runCommandLine(int Argc, char **Argv);
} // namespace conure

#endif

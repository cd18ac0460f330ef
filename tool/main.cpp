//===- main.cpp - conure --------------------------------------------------===//
#include "tool/cli/CommandLine.h"

int main(int Argc, char **Argv) { return conure::runCommandLine(Argc, Argv); }

// What the debug information says of an address: functions, files, lines, through inlined calls.
//
// For: backtrace.cpp, and the reports of borrow counts.
#ifndef CONURE_SRC_DEBUG_INFO_H
#define CONURE_SRC_DEBUG_INFO_H

#include <cstdint>
#include <string>
#include <vector>

namespace conure::rt {

/// A place in the code. Without debug information `line` is 0 and `file` the module with an offset.
struct code_line {
  std::string function, file;
  int line = 0;

  std::string place() const { return line ? file + ":" + std::to_string(line) : file; }
};

/// The lines of the code at `address`: the innermost inlined function first, the function proper last. Never empty. Not
/// thread-safe: reports are made by one thread.
std::vector<code_line> code_lines(std::uintptr_t address);

/// Whether a file belongs to the standard library or to Conure, and says little to a user.
bool is_library_file(const std::string &file);

} // namespace conure::rt
#endif

//===- Standard.h - The standard that a unit is compiled in ---------------===//
//
// Defines what is done with a command's `-std=`. What the counts write is C++17,
// and a unit of an older standard is parsed and compiled as that; what needs
// C++20 (UnitResult::NeedsCxx20) makes it that. For the rewriter.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_STANDARD_H
#define CONURE_REWRITE_STANDARD_H

#include <string>
#include <vector>

namespace conure::rewrite {

/// The standard that \p Command names, as in 17 or 20; 0 if it names none.
unsigned namedStandard(const std::vector<std::string> &Command);

/// Makes each older `-std=` of \p Command that of \p Standard, which is 17 or 20. What is above stays.
void raiseStandard(std::vector<std::string> &Command, unsigned Standard);

/// Says in \p Command, which names no standard, that it is the compiler's own.
void nameStandard(std::vector<std::string> &Command, unsigned Standard);

} // namespace conure::rewrite

#endif

//===- UnitGraph.h - The process graph of one unit ------------------------===//
//
// Defines graphOfUnit, which parses one translation unit and collects its
// process classes and what they send. For `conure graph`.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_UNITGRAPH_H
#define CONURE_TOOL_ENGINE_UNITGRAPH_H

#include "tool/engine/Job.h"
#include "tool/graph/ProcessGraph.h"
#include <string>

namespace conure {

struct UnitGraph {
  ProcessGraph Graph;
  std::string Error; ///< why the unit could not be parsed; then Graph is empty
};

UnitGraph graphOfUnit(const UnitJob &Job, const Configuration &Config);

} // namespace conure

#endif

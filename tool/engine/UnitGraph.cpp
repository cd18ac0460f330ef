//===- UnitGraph.cpp ------------------------------------------------------===//
#include "tool/engine/UnitGraph.h"
#include "checks/model/Model.h"
#include "tool/engine/ParseUnit.h"

namespace conure {

UnitGraph graphOfUnit(const UnitJob &Job, const Configuration &Config) {
  UnitGraph Out;
  report::UnitResult Unit;
  parseUnit(Job, /*RecordInputs=*/false, Unit, [&](clang::ASTContext &Ctx) {
    Model M(Ctx, Config);
    Out.Graph.collect(M);
  });
  if (Unit.Failed)
    Out.Error = Unit.Notifications.front().Message;
  return Out;
}

} // namespace conure

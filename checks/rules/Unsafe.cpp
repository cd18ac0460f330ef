//===- Unsafe.cpp - Process code keeps to what the checks can follow ------===//
//
// Defines the rule unsafe: casts, raw ownership and control flow by which
// process code could reach what the other rules keep from it.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Effects.h"
#include "checks/model/Model.h"
#include "checks/rules/UnitRule.h"
#include <set>

using namespace clang;

namespace conure {
namespace {

struct Words {
  llvm::StringRef Why, Help;
};

Words words(HazardKind Kind) {
  switch (Kind) {
  case HazardKind::ConstCast:
    return {"it makes shared constants and immutable borrows writable",
            "take the object by a mutable borrow, or copy it"};
  case HazardKind::BytesAsPointer:
    return {"where it leads to is not known to belong to this process",
            "copy the parts that are no pointers, or the object as a whole"};
  case HazardKind::ReinterpretCast:
  case HazardKind::CCast:
    return {"what it yields is no longer known to belong to this process",
            "use 'static_cast', std::bit_cast of values, or std::span of bytes"};
  case HazardKind::VoidCast:
    return {"what the pointer leads to is no longer known",
            "pass the type on: a template, a std::variant or a base class"};
  case HazardKind::RawNew:
    return {"nothing owns the object: who destroys it, and when, cannot be checked",
            "use std::make_unique, or a container"};
  case HazardKind::RawDelete:
    return {"what else still borrows the object cannot be checked", "let a std::unique_ptr own the object"};
  case HazardKind::PlacementNew:
    return {"it makes an object in memory that something else may own", "use a std::optional, or a container"};
  case HazardKind::Coroutine:
    return {"it may be resumed on another thread, with references into its frame",
            "send messages; a process may wait where a coroutine would"};
  case HazardKind::Union:
    return {"which member is alive, and what it borrows, cannot be checked", "use a std::variant"};
  case HazardKind::Assembly:
    return {"what it reads and writes cannot be seen", "move it into a function marked CONURE_TRUSTED(\"why\")"};
  }
  return {};
}

class UnsafeRule final : public UnitRule {
public:
  using UnitRule::UnitRule;

private:
  void checkUnit(Model &M) override;
  void finishUnit() override {
    Told.clear();
    UnitRule::finishUnit();
  }

  std::set<SourceLocation> Told;
};

void UnsafeRule::checkUnit(Model &M) {
  CallGraph &Graph = M.callGraph();
  forEachBody(M, [&](const ReachedBody &B, const BodyFacts &Facts) {
    for (const Hazard &H : Facts.Hazards) {
      if (!Told.insert(H.Loc).second)
        continue;
      Words W = words(H.Kind);
      Finding F = finding(H.Loc, "process code uses " + hazardName(H.Kind).str() + ": " + W.Why.str());
      F.range(H.Range);
      M.processCode().explain(F, B);
      F.help(W.Help.str());
      report(std::move(F), M);
    }
    for (const VariableUse &U : Facts.Variables) {
      const KnownFunction *K = Graph.known(U.Variable);
      if (!K || !K->has("unsafe") || !Told.insert(U.Loc).second)
        continue;
      Finding F = finding(U.Loc, "process code uses '" + KnownTypes::qualifiedName(U.Variable) +
                                     "', which the checks cannot follow: " + K->get("unsafe").str());
      F.range(U.Range);
      M.processCode().explain(F, B);
      F.help(K->get("advice").str());
      report(std::move(F), M);
    }
    for (const CallEdge &E : Facts.Calls) {
      const KnownFunction *K = Graph.known(E.Callee);
      if (!K || !K->has("unsafe") || !Told.insert(E.Loc).second)
        continue;
      std::string What =
          isa<CXXConstructorDecl>(E.Callee)
              ? "makes a '" + KnownTypes::qualifiedName(cast<CXXConstructorDecl>(E.Callee)->getParent()) + "'"
              : "calls '" + KnownTypes::qualifiedName(E.Callee) + "'";
      std::string Why = K->get("unsafe").str();
      Finding F =
          finding(E.Loc, "process code " + What + ", which the checks cannot follow" + (Why.empty() ? "" : ": " + Why));
      F.range(E.Range);
      M.processCode().explain(F, B);
      F.help(K->get("advice").empty() ? "move it into a function marked CONURE_TRUSTED(\"why\")"
                                      : K->get("advice").str());
      report(std::move(F), M);
    }
  });
}

} // namespace

std::unique_ptr<Rule> createUnsafeRule(const RuleContext &C) { return std::make_unique<UnsafeRule>(C); }

} // namespace conure

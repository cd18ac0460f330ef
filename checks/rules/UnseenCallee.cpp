//===- UnseenCallee.cpp - What process code calls can be looked at --------===//
//
// Defines the rule unseen-callee: a function that process code calls has its
// body in the unit or in the index, or is in the table. Told once a function.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Model.h"
#include "checks/rules/UnitRule.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace conure {
namespace {

class UnseenCalleeRule final : public UnitRule {
public:
  using UnitRule::UnitRule;

private:
  void checkUnit(Model &M) override;
};

void UnseenCalleeRule::checkUnit(Model &M) {
  CallGraph &Graph = M.callGraph();
  llvm::DenseSet<const FunctionDecl *> Told;
  llvm::DenseSet<SourceLocation> Places;
  auto look = [&](const ReachedBody &B, const BodyFacts &Facts) {
    for (const CallEdge &E : Facts.Calls)
      for (const FunctionDecl *Target : Graph.targets(E)) {
        // What a library calls of its own or of the system's is its business.
        if (B.Transparent && M.sources().isInSystemHeader(Target->getLocation()))
          continue;
        if (!M.processCode().isUnseen(Target))
          continue;
        const FunctionDecl *Once = Target;
        if (const FunctionDecl *Pattern = Target->getTemplateInstantiationPattern())
          Once = Pattern;
        // An object's constructor and destructor at one place are one cause.
        if (!Told.insert(Once->getCanonicalDecl()).second || !Places.insert(E.Loc).second)
          continue;
        Finding F = finding(E.Loc, "process code calls " + displayName(Target) + ", whose body cannot be seen here");
        F.range(E.Range);
        F.note(NoteRole::Declared, Target->getLocation(), displayName(Target) + " is declared here");
        M.processCode().explain(F, B);
        F.help(
            "index its unit ('conure index -p DIR'), describe it in the known-types of the configuration, or mark its "
            "declaration CONURE_TRUSTED(\"why\")");
        report(std::move(F), M);
      }
  };
  ProcessCode &Code = M.processCode();
  for (const ReachedBody &B : Code.bodies())
    if (B.How != Reach::Initialiser) // a library may call back what it was given
      look(B, Code.facts(B));
}

} // namespace

std::unique_ptr<Rule> createUnseenCalleeRule(const RuleContext &C) { return std::make_unique<UnseenCalleeRule>(C); }

} // namespace conure

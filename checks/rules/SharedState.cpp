//===- SharedState.cpp - Process code touches nothing that can change -----===//
//
// Defines the rule shared-state: a variable of static or thread storage that
// process code names must be a constant, an atomic, or trusted to be shared; a
// library function that hides such state may not be called.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Constants.h"
#include "checks/model/Model.h"
#include "checks/rules/UnitRule.h"
#include <set>

using namespace clang;

namespace conure {
namespace {

std::string kindOf(const ValueDecl *V) {
  const auto *Var = dyn_cast<VarDecl>(V);
  if (!Var)
    return "template argument";
  if (Var->getTSCSpec() != TSCS_unspecified)
    return Var->getType().isConstQualified() ? "thread_local" : "mutable thread_local";
  std::string Mutable = Var->getType().getNonReferenceType().getCanonicalType().isConstQualified() ? "" : "mutable ";
  if (Var->isStaticLocal())
    return Mutable + "static variable";
  return Mutable + (Var->isStaticDataMember() ? "static member" : "global");
}

std::string nameOf(const ValueDecl *V) {
  if (const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl(); R && R->isUnion() && !V->getIdentifier())
    return "an anonymous union";
  const auto *Parts = dyn_cast<DecompositionDecl>(V);
  if (!Parts)
    return "'" + V->getNameAsString() + "'";
  std::string Names;
  for (const BindingDecl *B : Parts->bindings())
    Names += (Names.empty() ? "'[" : ", ") + B->getNameAsString();
  return Names + "]'";
}

class SharedStateRule final : public UnitRule {
public:
  using UnitRule::UnitRule;

private:
  void checkUnit(Model &M) override;
  void variable(const VariableUse &U, const ReachedBody &B, Model &M);
  void function(const CallEdge &E, const KnownFunction &K, const ReachedBody &B, Model &M);
  bool first(SourceLocation Loc, const void *What, const Model &M);
  void finishUnit() override {
    Told.clear();
    UnitRule::finishUnit();
  }

  /// Line and object: `n = n + 1` is told once, and a template once for all
  /// its instances.
  std::set<std::tuple<FileID, unsigned, const void *>> Told;
};

bool SharedStateRule::first(SourceLocation Loc, const void *What, const Model &M) {
  const SourceManager &SM = M.sources();
  SourceLocation At = SM.getFileLoc(Loc);
  return Told.insert({SM.getFileID(At), SM.getSpellingLineNumber(At), What}).second;
}

void SharedStateRule::checkUnit(Model &M) {
  CallGraph &Graph = M.callGraph();
  forEachBody(M, [&](const ReachedBody &B, const BodyFacts &Facts) {
    for (const VariableUse &U : Facts.Variables)
      variable(U, B, M);
    for (const CallEdge &E : Facts.Calls)
      if (const KnownFunction *K = Graph.known(E.Callee); K && K->has("shared"))
        function(E, *K, B, M);
  });
}

void SharedStateRule::variable(const VariableUse &U, const ReachedBody &B, Model &M) {
  CallGraph &Graph = M.callGraph();
  const ValueDecl *V = U.Variable;
  const KnownFunction *K = Graph.known(V);
  if (K && !K->has("shared"))
    return;
  if (Graph.isTransparent(V) && V->getType().isConstQualified() && !namesTemplateArgument(V))
    return; // the library's own constants
  Verdict Constant = constantVerdict(V, Graph, M.types());
  if (Constant || !first(U.Loc, V->getCanonicalDecl(), M))
    return;
  std::string Name = nameOf(V);
  Finding F = finding(U.Loc, "process code uses " + Name + ", a " + kindOf(V) + " that every process could reach");
  F.range(U.Range);
  TypeKinds::explain(F, Constant);
  if (Constant.Path.empty())
    F.note(NoteRole::Declared, V->getLocation(), Name + " is declared here without 'const'");
  else
    F.note(NoteRole::Declared, V->getLocation(), Name + " is declared here");
  M.processCode().explain(F, B);
  if (const auto *Var = dyn_cast<VarDecl>(V); Var && Var->getTSCSpec() != TSCS_unspecified)
    F.help("a process moves between threads: make it a field of the process");
  else if (K && !K->get("advice").empty())
    F.help(K->get("advice").str());
  else if (V->getType().getNonReferenceType()->isArithmeticType())
    F.help("keep it in a process and send it messages, or make it 'const' or a std::atomic");
  else if (Constant.Path.empty() && wouldBeConstant(V, Graph, M.types()))
    F.help("keep it in a process and send it messages, or make it 'const'");
  else
    F.help("keep it in a process and send it messages");
  report(std::move(F), M);
}

void SharedStateRule::function(const CallEdge &E, const KnownFunction &K, const ReachedBody &B, Model &M) {
  if (!first(E.Loc, E.Callee->getCanonicalDecl(), M))
    return;
  Finding F =
      finding(E.Loc, "process code calls " + displayName(E.Callee) + ", which uses state that all threads share");
  F.range(E.Range);
  M.processCode().explain(F, B);
  if (!K.get("advice").empty())
    F.help(K.get("advice").str());
  report(std::move(F), M);
}

} // namespace

std::unique_ptr<Rule> createSharedStateRule(const RuleContext &C) { return std::make_unique<SharedStateRule>(C); }

} // namespace conure

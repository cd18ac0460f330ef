//===- BlockingCall.cpp - Process code does not block its thread ----------===//
//
// Defines the rule blocking-call: a call that the table says may block, made on
// a worker thread, holds up every process that waits for that thread. Inside
// conure::blocking it is what should be done.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Effects.h"
#include "checks/model/Model.h"
#include "checks/rules/UnitRule.h"
#include "clang/Lex/Lexer.h"
#include <set>

using namespace clang;

namespace conure {
namespace {

class BlockingCallRule final : public UnitRule {
public:
  using UnitRule::UnitRule;

private:
  void checkUnit(Model &M) override;
  void call(const CallEdge &E, const KnownFunction &K, const ReachedBody &B, Model &M);
  void object(const VariableUse &U, const KnownFunction &K, const ReachedBody &B, Model &M);
  bool suggest(Finding &F, const CallEdge &E, const KnownFunction &K, Model &M);
  void finishUnit() override {
    Told.clear();
    UnitRule::finishUnit();
  }

  std::set<SourceLocation> Told;
};

void BlockingCallRule::checkUnit(Model &M) {
  CallGraph &Graph = M.callGraph();
  forEachBody(M, [&](const ReachedBody &B, const BodyFacts &Facts) {
    for (const CallEdge &E : Facts.Calls)
      if (const KnownFunction *K = Graph.known(E.Callee);
          K && K->has("blocks") && ProcessCode::onWorker(B, E.OffWorker) && blocksAsWritten(E))
        call(E, *K, B, M);
    for (const VariableUse &U : Facts.Variables)
      if (const KnownFunction *K = Graph.known(U.Variable);
          K && K->has("blocks") && ProcessCode::onWorker(B, U.OffWorker))
        object(U, *K, B, M);
  });
}

/// Offers a replacement where it is mechanical. True if it is the whole answer.
bool BlockingCallRule::suggest(Finding &F, const CallEdge &E, const KnownFunction &K, Model &M) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E.Site);
  if (!Call || Call->getBeginLoc().isMacroID() || Call->getEndLoc().isMacroID())
    return false;
  if (llvm::StringRef Use = K.get("use"); !Use.empty()) {
    const auto *Callee = dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
    // With C's sleep(3) the argument is no duration.
    if (!Callee || !isStd(E.Callee))
      return false;
    CharSourceRange Name = CharSourceRange::getTokenRange(
        Callee->getQualifierLoc() ? Callee->getQualifierLoc().getBeginLoc() : Callee->getLocation(),
        Callee->getLocation());
    F.fix({"call '" + Use.str() + "', which suspends the process", {FixItHint::CreateReplacement(Name, Use)}, true});
    return true;
  }
  // Values made inside would die with the lambda, so only for calls that stand
  // as they are; by choice of the user, since errno and thread-locals are those
  // of the other thread.
  bool Result = !Call->getType()->isVoidType();
  SourceLocation End = Lexer::getLocForEndOfToken(Call->getEndLoc(), 0, M.sources(), M.context().getLangOpts());
  if (End.isInvalid())
    return false;
  F.fix({"call it inside 'conure::blocking'",
         {FixItHint::CreateInsertion(Call->getBeginLoc(),
                                     Result ? "conure::blocking([&] { return " : "conure::blocking([&] { "),
          FixItHint::CreateInsertion(End, "; })")},
         false});
  return false;
}

void BlockingCallRule::call(const CallEdge &E, const KnownFunction &K, const ReachedBody &B, Model &M) {
  if (!Told.insert(E.Loc).second)
    return;
  std::string Name =
      isa<CXXConstructorDecl>(E.Callee)
          ? "making a '" + KnownTypes::qualifiedName(cast<CXXConstructorDecl>(E.Callee)->getParent()) + "'"
          : "'" + KnownTypes::qualifiedName(E.Callee) + "'";
  Finding F = finding(E.Loc, Name + " may block the thread, and with it every process that waits for the thread");
  F.range(E.Range);
  M.processCode().explain(F, B);
  suggest(F, E, K, M);
  if (!K.get("use").empty())
    F.help("use '" + K.get("use").str() + "', which suspends only the process");
  else if (!K.get("advice").empty())
    F.help(K.get("advice").str() + "; or call it inside 'conure::blocking([&] { … })'");
  else
    F.help("call it inside 'conure::blocking([&] { … })'");
  report(std::move(F), M);
}

void BlockingCallRule::object(const VariableUse &U, const KnownFunction &K, const ReachedBody &B, Model &M) {
  if (!Told.insert(U.Loc).second)
    return;
  Finding F = finding(U.Loc, "waiting for '" + KnownTypes::qualifiedName(U.Variable) +
                                 "' blocks the thread, and with it every process that waits for the thread");
  F.range(U.Range);
  M.processCode().explain(F, B);
  F.help(K.get("advice").empty() ? "use it inside 'conure::blocking([&] { … })'" : K.get("advice").str());
  report(std::move(F), M);
}

} // namespace

std::unique_ptr<Rule> createBlockingCallRule(const RuleContext &C) { return std::make_unique<BlockingCallRule>(C); }

} // namespace conure

//===- Keepers.cpp --------------------------------------------------------===//
#include "checks/model/Keepers.h"
#include "checks/model/Annotations.h"
#include "checks/model/CallGraph.h"
#include "checks/model/CallParts.h"
#include "checks/model/Flow.h"
#include "checks/model/Model.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

namespace {

bool keepsAny(const KeptList &Keeps) {
  return llvm::any_of(Keeps, [](Kept K) { return K != Kept::Nothing; });
}

class Search {
public:
  explicit Search(Model &M) : M(M), Types(M.flow().borrows()) {}

  std::optional<Keeper> find(const FunctionDecl *F, bool Dispatches) {
    if (!Seen.insert(F->getCanonicalDecl()).second || isStd(F) || !keepsAny(Types.keptElsewhere(F, Dispatches)))
      return std::nullopt;
    // The nearest one that keeps something itself, before those who hand it on.
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F); Method && Dispatches) {
      const auto &Overriders = M.callGraph().survey().Overriders;
      if (auto It = Overriders.find(Method->getCanonicalDecl()); It != Overriders.end())
        for (const CXXMethodDecl *Each : It->second)
          if (keepsAny(Types.keptByOverrider(Each)))
            return found(Each);
    }
    if (const FunctionDecl *Body = M.callGraph().definition(F)) {
      for (const CallEdge &E : M.callGraph().facts(Body).Calls)
        if (E.Callee && E.Kind != CallKind::Address)
          if (auto Inner = find(E.Callee, E.Kind == CallKind::Virtual))
            return Inner;
      if (keepsAny(Types.keptElsewhere(F)))
        return found(Body);
    }
    if (std::string Name = M.keeperElsewhere(F); !Name.empty())
      return Keeper{std::move(Name), {}};
    return std::nullopt;
  }

private:
  static Keeper found(const FunctionDecl *F) { return {displayName(F), F->getLocation()}; }

  Model &M;
  BorrowTypes &Types;
  llvm::SmallPtrSet<const FunctionDecl *, 16> Seen;
};

} // namespace

std::optional<Keeper> keeperOf(Model &M, const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return std::nullopt;
  E = E->IgnoreImplicit();
  const auto *Call = dyn_cast<CallExpr>(E);
  const auto *Made = dyn_cast<CXXConstructExpr>(E);
  if (!Call && !Made)
    return std::nullopt;
  const CallParts Parts = Call ? CallParts(Call) : CallParts(Made);
  return Parts.Callee ? Search(M).find(Parts.Callee, Parts.Dispatches) : std::nullopt;
}

} // namespace conure

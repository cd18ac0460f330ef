//===- Drops.cpp ----------------------------------------------------------===//
#include "rewrite/counts/Drops.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure::rewrite {

const Drops::Reach &Drops::reachOf(DropNode N) {
  if (auto It = All.find(N); It != All.end())
    return *It->second;
  auto Result = std::make_unique<Reach>();
  llvm::DenseSet<DropNode> Seen = {N};
  llvm::SmallVector<DropNode, 16> Work = {N};
  while (!Work.empty() && Result->Anything.empty()) {
    DropNode Next = Work.pop_back_val();
    if (auto It = All.find(Next); It != All.end()) {
      Result->Anything = It->second->Anything;
      Result->Classes.insert(It->second->Classes.begin(), It->second->Classes.end());
      Result->Elsewhere.insert(It->second->Elsewhere.begin(), It->second->Elsewhere.end());
      continue;
    }
    for (const DropStep &S : Steps.of(Next)) {
      if (S.Callee.getPointer()) {
        if (Seen.insert(S.Callee).second)
          Work.push_back(S.Callee);
      } else if (S.Dropped) {
        Result->Classes.try_emplace(S.Dropped, S.What);
      } else if (!S.Key.empty() && Others) {
        Result->Elsewhere.try_emplace(S.Key, S.What);
      } else {
        Result->Anything = S.What;
        break;
      }
    }
  }
  return *(All[N] = std::move(Result));
}

const std::string &Drops::keyOf(const CXXRecordDecl *R) {
  std::string &Key = Keys[R];
  if (Key.empty())
    Key = indexKey(R);
  return Key;
}

const std::string *Drops::causeElsewhere(const std::string &Key, const std::string &What,
                                         const CXXRecordDecl *Carrier) {
  if (!Others)
    return &What;
  const std::string *Why = Others->mayDrop(Key, Carrier ? keyOf(Carrier) : std::string());
  if (!Why)
    return nullptr;
  std::string &Text = Unseen[Key + '\n' + *Why];
  if (Text.empty())
    Text = What + "; the index says: " + *Why;
  return &Text;
}

const std::string *Drops::causeIn(const Reach &R, const CXXRecordDecl *Carrier) {
  if (!R.Anything.empty())
    return &R.Anything;
  if (!Carrier && !R.Classes.empty()) {
    const std::string *First = nullptr; // the same in each run
    for (const auto &[Class, What] : R.Classes)
      if (!First || What < *First)
        First = &What;
    return First;
  }
  if (auto It = R.Classes.find(Carrier); It != R.Classes.end())
    return &It->second;
  for (const auto &[Key, What] : R.Elsewhere)
    if (const std::string *Why = causeElsewhere(Key, What, Carrier))
      return Why;
  return nullptr;
}

std::optional<DropCause> Drops::in(const Stmt *S, const CXXRecordDecl *Carrier) {
  if (!S)
    return std::nullopt;
  // Steps of other statements may be made meanwhile; the list itself stays where it is.
  for (const DropStep &Step : Steps.of(S)) {
    const std::string *Why = nullptr;
    if (Step.Callee.getPointer())
      Why = causeIn(reachOf(Step.Callee), Carrier);
    else if (Step.Dropped)
      Why = !Carrier || Step.Dropped == Carrier ? &Step.What : nullptr;
    else if (!Step.Key.empty())
      Why = causeElsewhere(Step.Key, Step.What, Carrier);
    else
      Why = &Step.What;
    if (Why)
      return DropCause{*Why, Step.Loc};
  }
  return std::nullopt;
}

/// What \p N does, up to what other facts say of.
void Drops::leave(std::set<Index::Fact> &Facts, const std::string &Key, DropNode N) {
  Facts.insert({"effects", Key});
  llvm::DenseSet<DropNode> Seen = {N};
  llvm::SmallVector<DropNode, 16> Work = {N};
  while (!Work.empty())
    for (const DropStep &S : Steps.of(Work.pop_back_val())) {
      if (S.Callee.getPointer()) {
        std::string Other = Steps.key(S.Callee);
        const auto *F = dyn_cast<FunctionDecl>(S.Callee.getPointer());
        // What has no body to leave facts of is looked at in place.
        bool Told = !Other.empty() && Other != Key && (S.Callee.getInt() != DropKind::Runs || F->hasBody());
        if (Told)
          Facts.insert({"calls", Key, Other});
        else if (Seen.insert(S.Callee).second)
          Work.push_back(S.Callee);
      } else if (S.Dropped) {
        Facts.insert({"drops", Key, keyOf(S.Dropped), S.What});
      } else if (!S.Key.empty()) {
        if (S.Key != Key)
          Facts.insert({"calls", Key, S.Key});
      } else {
        Facts.insert({"drops", Key, "*", S.What});
      }
    }
}

void Drops::leaveFacts(std::set<Index::Fact> &Facts) {
  struct Visitor : RecursiveASTVisitor<Visitor> {
    Drops &D;
    std::set<Index::Fact> &Facts;
    Visitor(Drops &D, std::set<Index::Fact> &Facts) : D(D), Facts(Facts) {}
    bool shouldVisitTemplateInstantiations() const { return true; }
    bool shouldVisitImplicitCode() const { return true; }
    bool VisitFunctionDecl(FunctionDecl *F) {
      if (!F->isThisDeclarationADefinition() || !F->hasBody() || F->isDependentContext())
        return true;
      if (std::string Key = D.Steps.key(DropNode(F, DropKind::Runs)); !Key.empty())
        D.leave(Facts, Key, DropNode(F, DropKind::Runs));
      return true;
    }
  };
  UnitContext &U = Steps.unit();
  Visitor V(*this, Facts);
  for (Decl *One : U.topLevel())
    if (U.isEditable(One->getLocation()))
      V.TraverseDecl(One);
  // Each unit tells of the derived classes and overriders that it knows.
  Overriders &Hierarchy = Steps.hierarchy();
  std::vector<const CXXRecordDecl *> Classes(Hierarchy.classes().begin(), Hierarchy.classes().end());
  for (const CXXRecordDecl *R : Classes) {
    if (std::string Key = Steps.key(DropNode(R, DropKind::DestroysDerived)); !Key.empty()) {
      leave(Facts, Key, DropNode(R, DropKind::Destroys));
      std::vector<const CXXRecordDecl *> Derived(Hierarchy.derivedFrom(R).begin(), Hierarchy.derivedFrom(R).end());
      for (const CXXRecordDecl *One : Derived)
        leave(Facts, Key, DropNode(One, DropKind::Destroys));
    }
    for (const CXXMethodDecl *M : R->methods()) {
      std::string Key =
          M->isVirtual() && !isa<CXXDestructorDecl>(M) ? Steps.key(DropNode(M, DropKind::Virtual)) : std::string();
      if (Key.empty())
        continue;
      Facts.insert({"effects", Key});
      std::vector<const CXXMethodDecl *> Overriding(Hierarchy.of(M).begin(), Hierarchy.of(M).end());
      for (const CXXMethodDecl *One : Overriding) {
        std::string Its = Steps.key(DropNode(One, DropKind::Runs));
        if (!Its.empty())
          Facts.insert({"calls", Key, Its});
        else
          leave(Facts, Key, DropNode(One, DropKind::Runs));
      }
    }
  }
}

} // namespace conure::rewrite

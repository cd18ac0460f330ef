//===- Overriders.cpp -----------------------------------------------------===//
#include "rewrite/counts/Overriders.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure::rewrite {

bool Overriders::seesDerived(const CXXRecordDecl *R) const {
  const SourceManager &SM = U.sources();
  return SM.isInMainFile(SM.getExpansionLoc(R->getLocation())) || R->isInAnonymousNamespace() || R->isLocalClass();
}

void Overriders::add(const CXXRecordDecl *R) {
  if (R->isPolymorphic())
    Polymorphic.push_back(R);
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  llvm::SmallVector<const CXXRecordDecl *, 8> Work = {R};
  while (!Work.empty())
    for (const CXXBaseSpecifier &B : Work.pop_back_val()->bases()) {
      const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
      if (!Base || !Base->hasDefinition() || !Seen.insert(Base->getCanonicalDecl()).second)
        continue;
      Derived[Base->getCanonicalDecl()].push_back(R);
      Work.push_back(Base->getDefinition());
    }
  for (const CXXMethodDecl *M : R->methods()) {
    if (!M->isVirtual())
      continue;
    bool FromLibrary = false;
    llvm::SmallVector<const CXXMethodDecl *, 4> Overridden = {M};
    llvm::SmallPtrSet<const CXXMethodDecl *, 4> Known;
    while (!Overridden.empty()) {
      const CXXMethodDecl *Base = Overridden.pop_back_val()->getCanonicalDecl();
      if (!Known.insert(Base).second)
        continue;
      FromLibrary |= U.sources().isInSystemHeader(Base->getLocation());
      if (!M->isPureVirtual())
        Overriding[Base].push_back(M);
      Overridden.append(Base->begin_overridden_methods(), Base->end_overridden_methods());
    }
    if (FromLibrary && !M->isPureVirtual() && !isa<CXXDestructorDecl>(M))
      Hooks.push_back(M);
  }
}

void Overriders::collect() {
  if (std::exchange(Collected, true))
    return;
  struct Visitor : RecursiveASTVisitor<Visitor> {
    Overriders &All;
    explicit Visitor(Overriders &All) : All(All) {}
    bool shouldVisitTemplateInstantiations() const { return true; }
    bool shouldVisitImplicitCode() const { return true; }
    bool VisitCXXRecordDecl(CXXRecordDecl *R) {
      if (R->isThisDeclarationADefinition() && !R->isLambda() && !R->isDependentContext())
        All.add(R);
      return true;
    }
  };
  Visitor V(*this);
  for (Decl *One : U.topLevel())
    if (!U.sources().isInSystemHeader(One->getLocation()))
      V.TraverseDecl(One);
}

llvm::ArrayRef<const CXXMethodDecl *> Overriders::of(const CXXMethodDecl *M) {
  collect();
  return Overriding[M->getCanonicalDecl()];
}

llvm::ArrayRef<const CXXRecordDecl *> Overriders::derivedFrom(const CXXRecordDecl *R) {
  collect();
  return Derived[R->getCanonicalDecl()];
}

llvm::ArrayRef<const CXXMethodDecl *> Overriders::ofLibrary() {
  collect();
  return Hooks;
}

llvm::ArrayRef<const CXXRecordDecl *> Overriders::classes() {
  collect();
  return Polymorphic;
}

} // namespace conure::rewrite

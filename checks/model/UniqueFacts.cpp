//===- UniqueFacts.cpp - The walk over unique values and recover ----------===//
#include "checks/model/UniqueFacts.h"
#include "checks/model/Scope.h"
#include "checks/model/UniqueWalk.h"

using namespace clang;

namespace conure {

namespace {

bool knowsUnique(ASTContext &Ctx) {
  for (const NamedDecl *N : Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get("conure")))
    if (const auto *Space = dyn_cast<NamespaceDecl>(N))
      for (const NamedDecl *D : Space->lookup(&Ctx.Idents.get("uni")))
        if (isa<ClassTemplateDecl>(D))
          return true;
  return false;
}

} // namespace

const std::vector<Finding> &Model::uniqueFindings() {
  if (!UniqueFindings)
    UniqueFindings = collectUniqueFindings(*this);
  return *UniqueFindings;
}

std::vector<Finding> collectUniqueFindings(Model &M) {
  if (!knowsUnique(M.context()))
    return {};
  Collector C(M);
  DeclWalk Walk(C);
  for (Decl *D : userDecls(M))
    Walk.TraverseDecl(D);
  return std::move(C.Found);
}

} // namespace conure

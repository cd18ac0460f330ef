//===- Surroundings.cpp ---------------------------------------------------===//
#include "tool/engine/Surroundings.h"
#include "tool/engine/Locations.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

class ExtentVisitor : public RecursiveASTVisitor<ExtentVisitor> {
public:
  ExtentVisitor(ASTContext &Ctx, std::map<std::string, std::vector<Surroundings::Extent>> &ByFile)
      : Where(Ctx.getSourceManager(), Ctx.getLangOpts()), ByFile(ByFile) {}

  bool VisitFunctionDecl(FunctionDecl *F) {
    add(F);
    return true;
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isLambda() && R->isThisDeclarationADefinition())
      add(R);
    return true;
  }
  bool VisitVarTemplateDecl(VarTemplateDecl *V) {
    add(V);
    return true;
  }
  // Types hold no declarations we want, and walking them costs the most.
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

private:
  Locations Where;
  std::map<std::string, std::vector<Surroundings::Extent>> &ByFile;

  void add(const NamedDecl *D) {
    report::Place P = Where.place(D->getBeginLoc(), D->getSourceRange());
    if (P.valid() && !D->isImplicit())
      ByFile[P.File].push_back({P.Range.Offset, P.Range.Offset + P.Range.Length, D->getQualifiedNameAsString()});
  }
};

} // namespace

Surroundings::Surroundings(ASTContext &Ctx) { ExtentVisitor(Ctx, ByFile).TraverseAST(Ctx); }

std::string Surroundings::at(const report::Place &P) const {
  std::string Name;
  auto It = ByFile.find(P.File);
  if (It == ByFile.end())
    return Name;
  unsigned Smallest = ~0u;
  for (const Extent &E : It->second) {
    if (P.Range.Offset < E.Begin || P.Range.Offset >= E.End)
      continue;
    if (E.End - E.Begin < Smallest) {
      Smallest = E.End - E.Begin;
      Name = E.Name;
    }
  }
  return Name;
}

} // namespace conure

//===- ObjectEnds.cpp -----------------------------------------------------===//
#include "rewrite/counts/ObjectEnds.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// The S of a `std::shared_ptr<S>`; null if \p T is none.
QualType sharedType(QualType T) {
  const auto *S = T.isNull() || T->isReferenceType()
                      ? nullptr
                      : dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  return S && isStd(S) && S->getName() == "shared_ptr" && S->getTemplateArgs()[0].getKind() == TemplateArgument::Type
             ? S->getTemplateArgs()[0].getAsType()
             : QualType();
}

class PlaceFinder {
public:
  PlaceFinder(ASTContext &Ctx, Counted &C) : Ctx(Ctx), C(C) {}
  bool Known = true;
  std::vector<int64_t> Places;

  void find(QualType T, int64_t At, unsigned Depth = 0) {
    T = T.getCanonicalType();
    if (const ConstantArrayType *A = Ctx.getAsConstantArrayType(T)) {
      const uint64_t N = A->getSize().getZExtValue();
      const int64_t Size = Ctx.getTypeSizeInChars(A->getElementType()).getQuantity();
      if (!containersIn(A->getElementType()).empty())
        for (uint64_t I = 0; I != N && Known; ++I)
          find(A->getElementType(), At + Size * int64_t(I), Depth + 1);
      return;
    }
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (C.borrowOf(T) == Counted::Borrow::Reference && T->isReferenceType())
      Known = false; // a guard stands beside it
    if (!R || !R->hasDefinition() || !Known)
      return;
    R = R->getDefinition();
    if (Depth > 8 || Places.size() >= 16 || C.isCounted(R) || R->isInvalidDecl() || R->isDependentType()) {
      Known = false;
      return;
    }
    const Holding How = holdingOf(R);
    if (How != Holding::None) {
      const bool Stored = How == Holding::Array || How == Holding::Text || How == Holding::Owner;
      if (At % 8 != 0 || (How == Holding::Owner && Ctx.getTypeSizeInChars(T).getQuantity() != 8))
        Known = false;
      Places.push_back(At + Stored);
      return;
    }
    if (R->isUnion())
      return;
    const ASTRecordLayout &Layout = Ctx.getASTRecordLayout(R);
    for (const CXXBaseSpecifier &B : R->bases()) {
      const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
      if (B.isVirtual() || !Base || !Base->hasDefinition())
        Known = Known && containersIn(B.getType()).empty();
      else
        find(B.getType(), At + Layout.getBaseClassOffset(Base->getDefinition()).getQuantity(), Depth + 1);
    }
    for (const FieldDecl *F : R->fields())
      if (!F->isBitField())
        find(F->getType(), At + int64_t(Layout.getFieldOffset(F->getFieldIndex()) / 8), Depth + 1);
  }

private:
  ASTContext &Ctx;
  Counted &C;
};

} // namespace

QualType endedType(const Change &What) {
  const QualType Shared = sharedType(What.type());
  return Shared.isNull() ? What.type() : Shared;
}

std::optional<Change> endOf(const Expr *E, Counted &C) {
  Change Result;
  Result.Whole = E;
  Result.Ends = true;
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    if (Delete->isArrayForm() || Delete->isTypeDependent() || Delete->getDestroyedType().isNull())
      return std::nullopt;
    Result.Object = Delete->getArgument();
    Result.Arrow = true;
    Result.Name = "delete";
    if (!Result.Object->getType()->isPointerType())
      return std::nullopt;
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Call->getOperator() != OO_Equal || Call->getNumArgs() != 2 || !Call->getArg(0)->isLValue())
      return std::nullopt;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    Result.Object = Call->getArg(0);
    if (!M || (sharedType(Result.Object->getType()).isNull() && (isStd(M) || !M->isDefaulted())))
      return std::nullopt;
    Result.Name = "=";
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    const CXXMethodDecl *M = Call->getMethodDecl();
    if (!Member || !M || !M->getIdentifier() || M->getName() != "reset" || Member->isArrow())
      return std::nullopt;
    Result.Object = Member->getBase()->IgnoreImpCasts(); // the library has it in a base class
    if (sharedType(Result.Object->getType()).isNull() || !Result.Object->isLValue())
      return std::nullopt;
    Result.Name = "reset";
  } else {
    return std::nullopt;
  }
  const QualType T = endedType(Result);
  if (T.isNull() || T->isDependentType() || C.isCountedType(T) || containersIn(T).empty())
    return std::nullopt;
  return Result;
}

std::optional<std::string> placesIn(QualType T, ASTContext &Ctx, Counted &C) {
  PlaceFinder Finder(Ctx, C);
  Finder.find(T, 0);
  if (!Finder.Known || Finder.Places.empty())
    return std::nullopt;
  std::string Text;
  for (int64_t Place : Finder.Places)
    Text += ", " + std::to_string(Place);
  return Text;
}

} // namespace conure::rewrite

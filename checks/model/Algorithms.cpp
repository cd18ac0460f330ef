//===- Algorithms.cpp - Library calls that only look at a range -----------===//
#include "checks/model/Algorithms.h"
#include "checks/model/Annotations.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/CallGraph.h"
#include "checks/model/Holding.h"
#include "checks/model/LibraryAlgorithms.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {

namespace {

template <class... Words> bool isOneOf(llvm::StringRef Name, Words... W) { return ((Name == W) || ...); }

llvm::StringRef nameOf(const NamedDecl *D) { return D->getIdentifier() ? D->getName() : llvm::StringRef(); }

/// The algorithm that \p F is, if it is done with a range when it returns; empty if it is none.
llvm::StringRef algorithm(const FunctionDecl *F) {
  llvm::StringRef Name = algorithmName(F);
  return isDoneOnReturn(Name) ? Name : "";
}

bool isLibraryClass(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && isStd(R);
}

/// A string_view, or a span of what holds no borrow.
bool isViewOfValues(Model &M, QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  return S && isStd(S) && isOneOf(nameOf(S), "basic_string_view", "span") &&
         M.types().isBorrowFree(S->getTemplateArgs()[0].getAsType().getUnqualifiedType());
}

/// `v.begin()`, `v.end()` of a library container or a view.
bool isEndOfRange(Model &M, const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(ignoreWrappers(E));
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  return Method && isStd(Method) && Call->getNumArgs() == 0 &&
         isOneOf(nameOf(Method), "begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin", "crend") &&
         (M.types().isBorrowFree(Call->getObjectType().getUnqualifiedType()) ||
          isViewOfValues(M, Call->getObjectType()));
}

/// `v.find(key)` and its like, or `v.end()`: only compared, it says where, not what.
bool isPlaceInRange(Model &M, const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(ignoreWrappers(E));
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  return Method && isStd(Method) && isOneOf(nameOf(Method), "find", "lower_bound", "upper_bound") &&
         isLibraryClass(Call->getObjectType()) && M.types().isBorrowFree(Call->getObjectType().getUnqualifiedType());
}

/// `std::back_inserter(w)`, where what is put into w is copied.
bool isInserter(Model &M, QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!S || !isStd(S))
    return false;
  if (nameOf(S) == "ostream_iterator")
    return true;
  return isOneOf(nameOf(S), "back_insert_iterator", "front_insert_iterator", "insert_iterator") &&
         M.types().isBorrowFree(S->getTemplateArgs()[0].getAsType().getUnqualifiedType());
}

/// The call operators of a class, those of its bases too, and of templates the instances.
void callOperators(const CXXRecordDecl *R, llvm::SmallVectorImpl<const FunctionDecl *> &Out) {
  for (const Decl *D : R->decls()) {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(D); Method && Method->getOverloadedOperator() == OO_Call)
      Out.push_back(Method);
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
        Template && Template->getTemplatedDecl()->getOverloadedOperator() == OO_Call)
      Out.append(Template->spec_begin(), Template->spec_end());
  }
  for (const CXXBaseSpecifier &B : R->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl(); Base && Base->hasDefinition())
      callOperators(Base->getDefinition(), Out);
}

/// \p Callable throws what could be an element's address.
bool throwsBorrow(Model &M, QualType Callable) {
  const CXXRecordDecl *R = Callable->getAsCXXRecordDecl();
  llvm::SmallVector<const FunctionDecl *, 2> Bodies;
  if (R && R->hasDefinition() && !isStd(R))
    callOperators(R->getDefinition(), Bodies);
  return llvm::any_of(Bodies, [&](const FunctionDecl *F) { return !M.callGraph().borrowsThrown(F).empty(); });
}

/// What \p Callable makes of an element could take its memory along, or bring that of something captured.
bool movesMemory(Model &M, QualType Callable) {
  const CXXRecordDecl *R = Callable->getAsCXXRecordDecl();
  llvm::SmallVector<const FunctionProtoType *, 2> Signatures;
  if (R && R->hasDefinition() && !isStd(R)) {
    llvm::SmallVector<const FunctionDecl *, 2> Bodies;
    callOperators(R->getDefinition(), Bodies);
    for (const FunctionDecl *F : Bodies)
      Signatures.push_back(F->getType()->castAs<FunctionProtoType>());
  } else if (Callable->isFunctionPointerType() || Callable->isMemberFunctionPointerType()) {
    Signatures.push_back(Callable->getPointeeType()->getAs<FunctionProtoType>());
  }
  auto Carries = [&](QualType T) { return !T->isDependentType() && !T.isTriviallyCopyableType(M.context()); };
  auto Opens = [&](QualType T) {
    QualType To = T.getNonReferenceType();
    return T->isReferenceType() && Carries(To) && (!To.isConstQualified() || hasMutableIndirection(M, To));
  };
  return llvm::any_of(Signatures, [&](const FunctionProtoType *F) {
    QualType Result = F ? F->getReturnType() : QualType();
    if (Result.isNull() || Result->isRValueReferenceType())
      return true;
    bool Unseen = Callable->isMemberFunctionPointerType() ? !F->isConst() : R && !M.types().isValue(Callable);
    return !Result->isReferenceType() && !Result->isVoidType() && Carries(Result) &&
           (Unseen || llvm::any_of(F->param_types(), Opens));
  });
}

/// A closure that is given copies of the elements, whatever it captures; of other
/// callables, one that holds values only.
bool keepsNoElement(Model &M, QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  if (M.types().isValue(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->isLambda() || R->isGenericLambda())
    return false;
  return llvm::all_of(R->getLambdaCallOperator()->parameters(), [&](const ParmVarDecl *P) {
    return !P->getType()->isReferenceType() && M.types().isValue(P->getType().getUnqualifiedType());
  });
}

bool isHarmless(Model &M, llvm::StringRef Name, const Expr *A) {
  QualType T = A->getType().getNonReferenceType().getUnqualifiedType();
  // Another range, whose elements are copied.
  if (A->isLValue() && isLibraryClass(T) && M.types().isBorrowFree(T))
    return true;
  if (isEndOfRange(M, A) || isInserter(M, T) || (isOneOf(Name, "shuffle", "sample") && M.types().isBorrowFree(T)))
    return true;
  return keepsNoElement(M, T) && !movesMemory(M, T) && !throwsBorrow(M, T);
}

/// The iterator again, perhaps as a const one.
bool isCopyOfIterator(const Stmt *S) {
  const auto *Made = dyn_cast<CXXConstructExpr>(S);
  return Made && Made->getNumArgs() == 1 && nameOf(Made->getConstructor()->getParent()).contains("iterator");
}

bool isStep(const Stmt *S) {
  return isa<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(S) || isCopyOfIterator(S) ||
         (isa<ImplicitCastExpr>(S) && cast<ImplicitCastExpr>(S)->getCastKind() != CK_LValueToRValue);
}

bool isComparison(Model &M, const Stmt *S) {
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S))
    return (Call->isComparisonOp() || Call->getOperator() == OO_Minus) && Call->getDirectCallee() &&
           M.sources().isInSystemHeader(Call->getDirectCallee()->getLocation()) &&
           (Call->isComparisonOp() || Call->getType()->isArithmeticType());
  const auto *Op = dyn_cast<BinaryOperator>(S);
  return Op && (Op->isComparisonOp() || (Op->getOpcode() == BO_Sub && !Op->getType()->isPointerType()));
}

/// A place within the range, \p Found, is compared, counted from, or its element copied, and then forgotten.
bool isForgotten(Model &M, const Expr *Found, Ancestors Around) {
  while (!Around.empty() && isStep(Around.back()))
    Around = Around.drop_back();
  if (Around.empty())
    return false;
  const Stmt *User = Around.back();
  if (isComparison(M, User))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(User); Call && algorithm(Call->getDirectCallee()) == "distance")
    return true;
  // `u->erase(std::remove(…), u->end())`
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(User))
    return Call->getMethodDecl() && isStd(Call->getMethodDecl()) && nameOf(Call->getMethodDecl()) == "erase" &&
           isResultUnused(Call, Around.drop_back());
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(User);
  const auto *Star = dyn_cast<UnaryOperator>(User);
  if (!(Op && Op->getOperator() == OO_Star && Op->getNumArgs() == 1) && !(Star && Star->getOpcode() == UO_Deref))
    return false;
  QualType Element = cast<Expr>(User)->getType().getUnqualifiedType();
  Around = Around.drop_back();
  while (!Around.empty() &&
         (isa<ParenExpr>(Around.back()) ||
          (isa<ImplicitCastExpr>(Around.back()) && cast<ImplicitCastExpr>(Around.back())->getCastKind() == CK_NoOp)))
    Around = Around.drop_back();
  if (Around.empty() || !M.types().isBorrowFree(Element))
    return false;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Around.back()))
    return Cast->getCastKind() == CK_LValueToRValue;
  const auto *Made = dyn_cast<CXXConstructExpr>(Around.back());
  return Made && Made->getConstructor()->isCopyConstructor();
}

/// The result of the algorithm \p Call is unused, a value, or an iterator that is forgotten at once.
bool givesNothingOut(Model &M, const CallExpr *Call, llvm::StringRef Name, Ancestors Around) {
  QualType Result = Call->getCallReturnType(M.context());
  return isResultUnused(Call, Around) || Result->isVoidType() ||
         (!Result->isReferenceType() && M.types().isValue(Result.getUnqualifiedType())) ||
         (findsElement(Name) && !Result->isReferenceType() && isForgotten(M, Call, Around));
}

} // namespace

/// A string's own conversion to a view of it that the library only compares: `u->name == view`.
static bool isViewCompared(const Expr *E, Ancestors Around) {
  const auto *Conversion = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Conversion ? Conversion->getMethodDecl() : nullptr;
  if (!isa_and_nonnull<CXXConversionDecl>(Method) || !isStd(Method))
    return false;
  while (!Around.empty() &&
         isa<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Around.back()))
    Around = Around.drop_back();
  const auto *Call = Around.empty() ? nullptr : dyn_cast<CXXOperatorCallExpr>(Around.back());
  return Call && Call->isComparisonOp() && Call->getDirectCallee() && isStd(Call->getDirectCallee());
}

bool makesOfMemory(Model &M, QualType Callable) {
  return movesMemory(M, Callable.getNonReferenceType().getUnqualifiedType());
}

bool callsBack(Model &M, QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  if (isLibraryClass(T)) {
    const QualType To = nameOf(T->getAsCXXRecordDecl()) == "reference_wrapper" ? BorrowTypes::writtenThrough(T) : T;
    return To.isNull() || (To != T && callsBack(M, To));
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  llvm::SmallVector<const FunctionDecl *, 2> Operators;
  if (!R || !R->hasDefinition() || keepsNoElement(M, T))
    return false;
  callOperators(R->getDefinition(), Operators);
  return !Operators.empty();
}

bool isReadAtOnce(Model &M, const Expr *Iterator, Ancestors Around) {
  if (!isEndOfRange(M, Iterator))
    return isViewCompared(Iterator, Around) || (isPlaceInRange(M, Iterator) && isForgotten(M, Iterator, Around));
  if (isForgotten(M, Iterator, Around))
    return true;
  const Stmt *Child = Iterator;
  while (!Around.empty() &&
         (isa<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Around.back()) ||
          isCopyOfIterator(Around.back()))) {
    Child = Around.back();
    Around = Around.drop_back();
  }
  if (Around.empty())
    return false;
  const Stmt *Taker = Around.back();
  // A container that copies the elements.
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Taker))
    return Made->getNumArgs() >= 2 && isLibraryClass(Made->getType()) &&
           M.types().isBorrowFree(Made->getType().getUnqualifiedType());
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Taker)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    return Method && Child != Call->getCallee() &&
           isOneOf(nameOf(Method), "insert", "assign", "append", "erase", "emplace") &&
           isLibraryClass(Call->getObjectType()) &&
           M.types().isBorrowFree(Call->getObjectType().getUnqualifiedType()) &&
           isResultUnused(Call, Around.drop_back());
  }
  const auto *Call = dyn_cast<CallExpr>(Taker);
  llvm::StringRef Name = Call ? algorithm(Call->getDirectCallee()) : "";
  if (Name.empty())
    return false;
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  return givesNothingOut(M, Call, Name, Around.drop_back()) &&
         llvm::all_of(llvm::drop_begin(Call->arguments(), First),
                      [&](const Expr *A) { return isHarmless(M, Name, A); });
}

bool comparesElements(const FunctionDecl *F, unsigned Index) {
  return F && isStd(F) && Index >= 2 && Index < F->getNumParams() &&
         isOneOf(nameOf(F), "find", "find_end", "lower_bound", "upper_bound", "equal_range", "remove", "remove_copy",
                 "search_n", "adjacent_find") &&
         F->getParamDecl(Index)->getType()->isReferenceType() &&
         F->getParamDecl(Index)->getType()->getPointeeType().isConstQualified();
}

bool looksAtRange(Model &M, const Expr *At, const FunctionDecl *Callee, const Expr *Range, Ancestors Around) {
  const auto *Call = dyn_cast<CallExpr>(At);
  llvm::StringRef Name = Call ? algorithm(Callee) : "";
  QualType T = Range->getType().getUnqualifiedType();
  if (Name.empty() || Range->isXValue() || !isLibraryClass(T) || !M.types().isBorrowFree(T) ||
      !givesNothingOut(M, Call, Name, Around))
    return false;
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  return llvm::all_of(llvm::drop_begin(Call->arguments(), First),
                      [&](const Expr *A) { return A == Range || isHarmless(M, Name, A); });
}

} // namespace conure

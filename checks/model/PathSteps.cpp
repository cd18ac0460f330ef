//===- PathSteps.cpp - Functions that keep naming the same value ----------===//
#include "checks/model/PathSteps.h"
#include "checks/model/Annotations.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

llvm::StringRef nameOf(const NamedDecl *D) { return D->getIdentifier() ? D->getName() : llvm::StringRef(); }

bool oneOf(llvm::StringRef Name, std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

bool isContainer(llvm::StringRef Name) {
  return oneOf(Name, {"vector", "deque", "list", "forward_list", "array", "map", "unordered_map", "basic_string",
                      "span", "basic_string_view", "bitset", "valarray"});
}

bool isHolder(llvm::StringRef Name) {
  // libstdc++ inherits some of these members from bases with names of its own.
  return oneOf(Name, {"unique_ptr", "optional", "shared_ptr", "__shared_ptr", "__shared_ptr_access", "expected",
                      "reference_wrapper", "_Optional_base_impl", "_Optional_base"});
}

} // namespace

PathStep pathStep(const CXXMethodDecl *M) {
  const CXXRecordDecl *R = M->getParent();
  OverloadedOperatorKind Op = M->getOverloadedOperator();
  llvm::StringRef Class = nameOf(R), Name = nameOf(M);
  if (isConureLibrary(R)) {
    if (Class == "uni" || Class == "ref" || Class == "mut")
      return Op == OO_Star || Op == OO_Arrow || Name == "get" || isa<CXXConversionDecl>(M) ? PathStep::Into
                                                                                           : PathStep::None;
    if (Class == "process" && (Op == OO_Arrow || Op == OO_Star))
      return PathStep::Send;
    return PathStep::None;
  }
  if (!isStd(R))
    return PathStep::None;
  if (isHolder(Class))
    return Op == OO_Star || (Op == OO_Arrow && M->getNumParams() == 0) || Op == OO_Subscript || Name == "value" ||
                   (Class == "reference_wrapper" && Name == "get")
               ? PathStep::Into
               : PathStep::None;
  if (isContainer(Class) && M->getReturnType()->isReferenceType())
    return Op == OO_Subscript || Name == "at" || Name == "front" || Name == "back" ? PathStep::Into : PathStep::None;
  return PathStep::None;
}

PassThrough passThrough(const FunctionDecl *F, unsigned Index) {
  llvm::StringRef Name = nameOf(F);
  if (isConureLibrary(F)) {
    if (isConureFunction(F, "recover") || isConureFunction(F, "freeze"))
      return PassThrough::Recover;
    if (isConureFunction(F, "self"))
      return PassThrough::Handle;
    return Name == "swap" ? PassThrough::Swap : PassThrough::None;
  }
  if (!isStd(F))
    return F->getBuiltinID() && Name == "__builtin_addressof" ? PassThrough::Address : PassThrough::None;
  if (F->getNumParams() == 1) {
    if (oneOf(Name, {"move", "forward", "as_const", "move_if_noexcept", "forward_like"}))
      return PassThrough::Same;
    if (oneOf(Name, {"get", "get_if"}))
      return PassThrough::Part;
    return oneOf(Name, {"addressof", "__addressof"}) ? PassThrough::Address : PassThrough::None;
  }
  if ((Name == "swap" && F->getNumParams() == 2) || (Name == "exchange" && Index == 0))
    return PassThrough::Swap;
  return PassThrough::None;
}

bool isBuiltinReader(const FunctionDecl *F) {
  if (!F->getBuiltinID())
    return false;
  for (const ParmVarDecl *P : F->parameters())
    if (P->getType()->isFunctionPointerType())
      return false;
  return true;
}

bool isLibraryReader(const FunctionDecl *F) { return isStd(F) || isConureLibrary(F) || isBuiltinReader(F); }

bool isStdIgnore(const Expr *E) {
  const auto *R = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return R && isStd(R->getDecl()) && nameOf(R->getDecl()) == "ignore";
}

bool isStreamClass(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && isStd(R) && nameOf(R).ends_with("stream");
}

bool isStringClass(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && isStd(R) && nameOf(R) == "basic_string";
}

} // namespace conure

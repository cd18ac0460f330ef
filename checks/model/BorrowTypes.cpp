//===- BorrowTypes.cpp - Which types hold borrows, and who keeps them -----===//
#include "checks/model/BorrowTypes.h"
#include "checks/model/Annotations.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/LocalSources.h"
#include "checks/model/Model.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

llvm::StringRef nameOf(const CXXRecordDecl *R) { return R->getIdentifier() ? R->getName() : llvm::StringRef(); }

template <class A> bool hasClassAttr(const CXXRecordDecl *R) {
  if (R->hasAttr<A>())
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return S && S->getSpecializedTemplate()->getTemplatedDecl()->hasAttr<A>();
}

/// What std::bind and its like give, whatever the library calls it.
bool isBoundCallable(llvm::StringRef Name) {
  return isOneOf(Name, {"_Bind", "_Bind_result", "_Bind_front", "_Bind_back", "_Bind_front_capture", "__bind",
                        "__bind_r", "__bind_front_t", "__bind_back_t", "__perfect_forward"});
}

} // namespace

/// Library templates whose value contains values of their arguments.
static bool containsItsArguments(llvm::StringRef Name) {
  return isOneOf(Name, {"vector",
                        "deque",
                        "list",
                        "forward_list",
                        "map",
                        "multimap",
                        "set",
                        "multiset",
                        "unordered_map",
                        "unordered_multimap",
                        "unordered_set",
                        "unordered_multiset",
                        "queue",
                        "stack",
                        "match_results",
                        "sub_match",
                        "regex_iterator",
                        "regex_token_iterator",
                        "priority_queue",
                        "array",
                        "pair",
                        "tuple",
                        "optional",
                        "variant",
                        "expected",
                        "unique_ptr",
                        "shared_ptr",
                        "weak_ptr",
                        "min_max_result",
                        "in_found_result",
                        "in_fun_result",
                        "in_in_result",
                        "in_out_result",
                        "in_in_out_result",
                        "in_out_out_result",
                        "out_value_result",
                        "_Node_handle",
                        "__basic_node_handle",
                        "initializer_list"});
}

QualType initialisedType(const InitListExpr *List, unsigned I) {
  if (const auto *A = List->getType()->getAsArrayTypeUnsafe())
    return A->getElementType();
  if (const CXXRecordDecl *R = List->getType()->getAsCXXRecordDecl(); R && !R->isUnion()) {
    const unsigned Bases = R->getNumBases();
    if (I < Bases)
      return std::next(R->bases_begin(), I)->getType();
    unsigned At = Bases;
    for (const FieldDecl *F : R->fields())
      if (!F->isUnnamedBitField() && At++ == I)
        return F->getType();
  }
  return List->getInit(I)->getType();
}

bool holdsItsArguments(const CXXRecordDecl *R) { return isInStd(R) && containsItsArguments(nameOf(R)); }

QualType plainType(QualType T) { return T.getNonReferenceType().getCanonicalType().getUnqualifiedType(); }

QualType referentOf(QualType T) {
  if (T->isReferenceType() || T->isPointerType())
    return T->getPointeeType().getCanonicalType().getUnqualifiedType();
  return {};
}

bool isLifetimeBound(const ParmVarDecl *P) { return P->hasAttr<LifetimeBoundAttr>(); }

bool isLifetimeBoundMethod(const CXXMethodDecl *M) {
  const TypeSourceInfo *Info = M->getTypeSourceInfo();
  if (!Info)
    return false;
  for (TypeLoc L = Info->getTypeLoc(); auto A = L.getAsAdjusted<AttributedTypeLoc>(); L = A.getModifiedLoc())
    if (A.getAttrAs<LifetimeBoundAttr>())
      return true;
  return false;
}

/// std::ranges::filter_view and its like, unless it owns the range that it goes over.
static bool isRangeView(const CXXRecordDecl *R) {
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  const auto *N = dyn_cast<NamespaceDecl>(R->getDeclContext()->getRedeclContext());
  if (!S || !N || !N->getIdentifier() || N->getName() != "ranges" || !isStd(R) ||
      !(nameOf(R).ends_with("_view") || nameOf(R) == "subrange") ||
      isOneOf(nameOf(R), {"owning_view", "single_view", "iota_view", "empty_view", "basic_istream_view"}))
    return false;
  // A view of a view that owns its range owns it, too.
  return !anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
    const CXXRecordDecl *Inner = A->getAsCXXRecordDecl();
    return Inner && nameOf(Inner).ends_with("_view") &&
           !isOneOf(nameOf(Inner), {"single_view", "empty_view", "iota_view"}) && isStd(Inner) &&
           Inner->hasDefinition() && !isRangeView(Inner) && nameOf(Inner) != "basic_string_view";
  });
}

/// The iterator of such a view: it leads to what the view goes over.
static bool isPartOfRangeView(const CXXRecordDecl *R) {
  const auto *Outer = dyn_cast<CXXRecordDecl>(R->getDeclContext());
  return Outer && isRangeView(Outer) && nameOf(R).contains_insensitive("iterator");
}

bool BorrowTypes::isInserter(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && nameOf(R).ends_with("insert_iterator") && isStd(R);
}

QualType BorrowTypes::writtenThrough(QualType T) {
  if (T->isPointerType() || T->isLValueReferenceType())
    return T->isFunctionPointerType() || T->getPointeeType().isConstQualified() ? QualType() : T->getPointeeType();
  if (T->isReferenceType() || !isView(T.getUnqualifiedType()))
    return {};
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  const bool Typed = S && S->getTemplateArgs().size() && S->getTemplateArgs()[0].getKind() == TemplateArgument::Type;
  const auto Kind = builtinKind(T.getCanonicalType().getUnqualifiedType());
  const bool Mut = Kind && *Kind == Builtin::Mut;
  if (Typed && (Mut || isInserter(T) || (isInStd(R) && isOneOf(nameOf(R), {"span", "mdspan", "reference_wrapper"})))) {
    const QualType To = S->getTemplateArgs()[0].getAsType();
    return To.isConstQualified() || To->isFunctionType() ? QualType() : To;
  }
  for (const CXXMethodDecl *M : R->methods())
    if (M->getOverloadedOperator() == OO_Star && M->getNumParams() == 0 && M->getReturnType()->isLValueReferenceType())
      return writtenThrough(M->getReturnType());
  return {};
}

bool BorrowTypes::isRange(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->hasDefinition() && isRangeView(R);
}

bool BorrowTypes::isView(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  if (hasClassAttr<PointerAttr>(R))
    return true;
  auto Kind = builtinKind(T.getCanonicalType().getUnqualifiedType());
  if (Kind && (*Kind == Builtin::Ref || *Kind == Builtin::Mut))
    return true;
  return R->getIdentifier() &&
         ((isInStd(R) &&
           (isOneOf(R->getName(), {"basic_string_view", "span", "mdspan", "reference_wrapper", "move_iterator",
                                   "reverse_iterator", "counted_iterator", "common_iterator"}) ||
            isInserter(T))) ||
          isRangeView(R) || isPartOfRangeView(R));
}

bool BorrowTypes::isBorrow(QualType T) {
  return T->isReferenceType() || (T->isPointerType() && !T->isFunctionPointerType()) || isView(T.getUnqualifiedType());
}

bool BorrowTypes::isOwner(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (wrapperOf(T) != Wrapper::None || hasClassAttr<OwnerAttr>(R));
}

bool BorrowTypes::isCoroutineType(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  if (isInStd(R) && nameOf(R) == "generator")
    return true;
  const IdentifierInfo &Name = R->getASTContext().Idents.get("promise_type");
  return llvm::any_of(R->getDefinition()->lookup(&Name), [](const NamedDecl *D) { return isa<TypeDecl>(D); });
}

/// A smart pointer, or a container of them, to a class that is only declared here.
static bool ownsUnknown(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  return S && isInStd(S) && anyTypeArgument(S->getTemplateArgs().asArray(), [](QualType A) {
           const CXXRecordDecl *R = A->getAsCXXRecordDecl();
           return (R && !R->hasDefinition() && !R->isDependentType()) || ownsUnknown(A);
         });
}

bool BorrowTypes::mayHold(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  T = T.getCanonicalType().getUnqualifiedType();
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return mayHold(A->getElementType());
  if (isBorrow(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  R = R->getDefinition();
  auto [It, New] = Holding.try_emplace(T.getAsOpaquePtr(), 2);
  if (!New)
    return It->second == 1; // a class within itself adds nothing
  ++Asking;
  auto Decide = [&] {
    if (builtinKind(T))
      return false;
    if (R->isLambda()) {
      for (const LambdaCapture &C : R->captures())
        if (C.capturesVariable() && (C.getCaptureKind() == LCK_ByRef || mayHold(C.getCapturedVar()->getType())))
          return true;
      return false;
    }
    if (isInStd(R)) {
      // What is in them cannot be seen.
      if (isOneOf(nameOf(R),
                  {"function", "from_chars_result", "to_chars_result", "move_only_function", "copyable_function", "any",
                   "exception_ptr", "thread", "jthread", "future", "shared_future", "packaged_task", "generator"}))
        return true;
      // Its arguments, kept, are among the template's, or in a signature there.
      if (isBoundCallable(nameOf(R)))
        return walkTypes(T, [&](QualType A) {
          if (A.getCanonicalType().getUnqualifiedType() == T || A->isFunctionType() || A->isFunctionPointerType())
            return A->isFunctionPointerType() ? TypeWalk::Over : TypeWalk::Into;
          return mayHold(A) ? TypeWalk::Stop : TypeWalk::Into;
        });
      const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
      return S && containsItsArguments(nameOf(R)) && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
               // What the pointer of a unique_ptr leads to is its own.
               const CXXRecordDecl *Arg = A->getAsCXXRecordDecl();
               bool Aside = Arg && isInStd(Arg) && !containsItsArguments(nameOf(Arg)) && !isView(A) &&
                            !isOneOf(nameOf(Arg), {"function", "move_only_function"});
               return !Aside && mayHold(A);
             });
    }
    if (isCoroutineType(T))
      return true; // its frame holds the parameters
    for (const CXXBaseSpecifier &B : R->bases())
      if (mayHold(B.getType()))
        return true;
    for (const FieldDecl *F : R->fields())
      if (mayHold(F->getType()))
        return true;
    // `struct Impl; std::unique_ptr<Impl> impl_;`: those know who see it.
    return llvm::any_of(R->fields(), [](const FieldDecl *F) { return ownsUnknown(F->getType()); }) &&
           M.holdsElsewhere(R);
  };
  const bool Holds = Decide();
  Holding[T.getAsOpaquePtr()] = Holds;
  --Asking;
  // Of classes that contain each other only the one that was asked first is certain to hold nothing.
  if (!Holds && Asking)
    Tentative.push_back(T.getAsOpaquePtr());
  if (!Asking) {
    if (Holds)
      for (const void *Other : Tentative)
        Holding.erase(Other);
    Tentative.clear();
  }
  return Holds;
}

BorrowTypes::BorrowTypes(Model &M, bool ByTypes) : M(M), ByTypes(ByTypes) {}
BorrowTypes::~BorrowTypes() = default;

constexpr std::pair<Kept, llvm::StringLiteral> KeptNames[] = {
    {Kept::Perhaps, "perhaps"}, {Kept::PerhapsContent, "perhaps content"},
    {Kept::Whole, "whole"},     {Kept::Address, "address"},
    {Kept::Content, "content"},
};

llvm::StringRef keptName(Kept K) {
  for (const auto &[Each, Name] : KeptNames)
    if (Each == K)
      return Name;
  return "";
}

std::optional<Kept> keptNamed(llvm::StringRef Name) {
  for (const auto &[Each, Known] : KeptNames)
    if (Known == Name)
      return Each;
  return std::nullopt;
}

const LocalSources &BorrowTypes::localsOf(const FunctionDecl *F) {
  std::unique_ptr<LocalSources> &Made = Locals[F];
  if (!Made) {
    auto New = std::make_unique<LocalSources>(*this, F->getBody()); // asks for other functions' meanwhile
    return *(Locals[F] = std::move(New));
  }
  return *Made;
}

bool BorrowTypes::holdsView(QualType T) {
  T = plainType(T);
  if (isView(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  return S && isInStd(R) && containsItsArguments(nameOf(R)) &&
         anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) { return holdsView(A); });
}

bool BorrowTypes::isOwnedPart(QualType Whole, unsigned Index, unsigned Parts) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(plainType(Whole)->getAsCXXRecordDecl());
  if (!S || !isInStd(S) || !isOneOf(nameOf(S), {"pair", "tuple"}) || Parts < 2)
    return false;
  llvm::SmallVector<TemplateArgument, 4> Types;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Pack)
      Types.append(A.pack_begin(), A.pack_end());
    else
      Types.push_back(A);
  return Types.size() == Parts && Types[Index].getKind() == TemplateArgument::Type &&
         !mayHold(Types[Index].getAsType());
}

/// What a map is given first where that is a key that it owns: `m.emplace(name, view)`.
static bool isOwnedKey(BorrowTypes &Types, const CXXMethodDecl *M, unsigned Index) {
  const auto *Map = dyn_cast<ClassTemplateSpecializationDecl>(M->getParent());
  if (Index || !Map || !M->getNumParams() || !Map->getTemplateArgs().size() ||
      !isOneOf(nameOf(Map), {"map", "multimap", "unordered_map", "unordered_multimap"}) ||
      Map->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const QualType Key = plainType(Map->getTemplateArgs()[0].getAsType());
  return plainType(M->getParamDecl(0)->getType()) == Key && !Types.mayHold(Key);
}

Kept BorrowTypes::keptByLibrary(const CXXMethodDecl *M, unsigned Index, QualType Holder, QualType Given) {
  const llvm::StringRef Name = M->getIdentifier() ? M->getName() : "";
  if (isOneOf(Name, {"find", "count", "contains", "at", "lower_bound", "upper_bound", "equal_range", "extract"}) ||
      isOwnedKey(*this, M, Index))
    return Kept::Nothing;
  const auto *Container = dyn_cast<ClassTemplateSpecializationDecl>(M->getParent());
  if (isOneOf(Name, {"emplace_back", "emplace_front"}) && Container && Container->getTemplateArgs().size() &&
      Container->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      isOwnedPart(Container->getTemplateArgs()[0].getAsType(), Index, M->getNumParams()))
    return Kept::Nothing;
  return keptByLibrary(Holder, Given);
}

bool BorrowTypes::holdsReferenceWrapper(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(plainType(T)->getAsCXXRecordDecl());
  if (!S)
    return false;
  auto Kind = builtinKind(plainType(T));
  if ((Kind && (*Kind == Builtin::Ref || *Kind == Builtin::Mut)) || (isInStd(S) && nameOf(S) == "reference_wrapper"))
    return true;
  return isInStd(S) && containsItsArguments(nameOf(S)) &&
         anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) { return holdsReferenceWrapper(A); });
}

} // namespace conure

//===- DropSteps.cpp ------------------------------------------------------===//
#include "rewrite/counts/DropSteps.h"
#include "rewrite/counts/DropScan.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

std::string named(const NamedDecl *D) { return "'" + D->getQualifiedNameAsString() + "'"; }

bool takesCode(const FunctionDecl *F) {
  for (const ParmVarDecl *P : F->parameters()) {
    QualType T = P->getType().getNonReferenceType();
    if (T->isFunctionPointerType() || T->isFunctionType() || T->isMemberFunctionPointerType())
      return true;
  }
  return false;
}

bool isMove(const CXXMethodDecl *M) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(M))
    return Constructor->isMoveConstructor();
  return M->isMoveAssignmentOperator();
}

/// The classes of the library whose virtual methods call nothing that drops,
/// but what users override.
bool isHarmlessHierarchy(const CXXRecordDecl *R) {
  llvm::StringRef Name = R->getIdentifier() ? R->getName() : llvm::StringRef();
  return Name.ends_with("buf") || Name.ends_with("stream") || Name.contains("ios") || Name.contains("get") ||
         Name.contains("put") || Name.contains("ctype") || Name.contains("codecvt") || Name.contains("collate") ||
         Name.contains("punct") || Name.contains("messages") || Name == "facet" || Name.contains("exception") ||
         Name.ends_with("error") || Name.starts_with("bad_") || Name == "error_category" || Name == "memory_resource" ||
         Name == "type_info" || Name.ends_with("_error") || Name == "failure";
}

/// What a container gives out or looks up without dropping anything.
bool onlyLooks(const FunctionDecl *F) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && (M->isConst() || M->isStatic()))
    return true;
  switch (F->getOverloadedOperator()) {
  case OO_Subscript:
  case OO_Star:
  case OO_Arrow:
  case OO_Call:
    return true;
  default:
    break;
  }
  if (!F->getIdentifier())
    return false;
  static constexpr llvm::StringLiteral Names[] = {"begin",
                                                  "end",
                                                  "cbegin",
                                                  "cend",
                                                  "rbegin",
                                                  "rend",
                                                  "at",
                                                  "front",
                                                  "back",
                                                  "data",
                                                  "size",
                                                  "empty",
                                                  "find",
                                                  "lower_bound",
                                                  "upper_bound",
                                                  "equal_range",
                                                  "count",
                                                  "count_if",
                                                  "find_if",
                                                  "find_if_not",
                                                  "all_of",
                                                  "any_of",
                                                  "none_of",
                                                  "for_each",
                                                  "min_element",
                                                  "max_element",
                                                  "binary_search",
                                                  "distance",
                                                  "advance",
                                                  "next",
                                                  "prev",
                                                  "addressof",
                                                  "forward",
                                                  "__addressof",
                                                  "get",
                                                  "value",
                                                  "top",
                                                  "get_deleter",
                                                  "accumulate",
                                                  "as_const",
                                                  "__get_helper",
                                                  "to_address",
                                                  "__to_address",
                                                  "base",
                                                  "_M_data_ptr",
                                                  "__niter_base",
                                                  "launder",
                                                  "get_if",
                                                  "holds_alternative"};
  if (llvm::is_contained(Names, F->getName()))
    return true;
  return F->getName() == "move" && F->getNumParams() == 1;
}

/// Iterators refer to values and own none.
bool ownsNothing(const CXXRecordDecl *R) {
  llvm::StringRef Name = R->getIdentifier() ? R->getName() : llvm::StringRef();
  return Name.ends_with("iterator") || Name == "span" || Name == "reference_wrapper" || Name == "initializer_list" ||
         Name.starts_with("allocator") || Name.ends_with("_traits") || Name == "new_allocator" ||
         Name == "__new_allocator";
}

} // namespace

const StepList &DropSteps::of(const Stmt *S) {
  auto &Known = Statements[S];
  if (Known)
    return *Known;
  auto Result = std::make_unique<StepList>();
  DropScan(*this, *Result).scan(S);
  return *(Statements[S] = std::move(Result));
}

const StepList &DropSteps::of(DropNode N) {
  if (auto It = Nodes.find(N); It != Nodes.end())
    return *It->second;
  auto Result = std::make_unique<StepList>();
  switch (N.getInt()) {
  case DropKind::Runs:
    runs(cast<FunctionDecl>(N.getPointer()), *Result);
    break;
  case DropKind::Destroys:
    destroys(cast<CXXRecordDecl>(N.getPointer()), *Result);
    break;
  case DropKind::DestroysDerived:
    destroysDerived(cast<CXXRecordDecl>(N.getPointer()), *Result);
    break;
  case DropKind::Moves:
    moves(cast<CXXRecordDecl>(N.getPointer()), *Result);
    break;
  case DropKind::Virtual:
    virtualCall(cast<CXXMethodDecl>(N.getPointer()), *Result);
    break;
  case DropKind::LibraryHooks:
    for (const CXXMethodDecl *M : Hierarchy.ofLibrary())
      Result->push_back({{}, M->getLocation(), nullptr, DropNode(M, DropKind::Runs), {}});
    break;
  }
  return *(Nodes[N] = std::move(Result));
}

std::string DropSteps::key(DropNode N) {
  const auto *D = dyn_cast_or_null<NamedDecl>(N.getPointer());
  if (!D || !D->isExternallyVisible() || U.sources().isInSystemHeader(D->getLocation()))
    return {};
  switch (N.getInt()) {
  case DropKind::Runs:
    if (const auto *M = dyn_cast<CXXMethodDecl>(D); M && M->getParent()->isLambda())
      return {};
    return indexKey(D);
  case DropKind::DestroysDerived:
    return Hierarchy.seesDerived(cast<CXXRecordDecl>(D)) ? std::string() : "drop of " + indexKey(D);
  case DropKind::Virtual:
    return Hierarchy.seesDerived(cast<CXXMethodDecl>(D)->getParent()) ? std::string() : "virtual " + indexKey(D);
  default:
    return {};
  }
}

void DropSteps::runs(const FunctionDecl *F, StepList &Into) {
  if (const FunctionDecl *Definition = F->getDefinition())
    F = Definition;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && isMove(M)) {
    if (!M->isUserProvided())
      Into.push_back({{}, F->getLocation(), nullptr, DropNode(M->getParent(), DropKind::Moves), {}});
    else if (C.isCounted(M->getParent()))
      Into.push_back(
          {"it moves a " + named(M->getParent()), F->getLocation(), Counted::pattern(M->getParent()), {}, {}});
  }
  if (M && M->isTrivial())
    return;
  if (F->hasBody())
    return body(F, Into);
  if (F->getBuiltinID() != 0 || F->isNoReturn())
    return;
  if (M && isMove(M) && !M->isUserProvided())
    return; // part by part, as told above
  unseen(F, Into);
}

void DropSteps::body(const FunctionDecl *F, StepList &Into) {
  if (F->isDependentContext()) {
    Into.push_back(
        {"it calls " + named(F) + ", which depends on a template parameter", F->getLocation(), nullptr, {}, {}});
    return;
  }
  DropScan Scan(*this, Into);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Scan.scan(Init->getInit());
  Scan.scan(F->getBody());
  for (const ParmVarDecl *P : F->parameters())
    if (!P->getType()->isReferenceType())
      destruction(P->getType(), F->getLocation(), Into);
  if (U.sources().isInSystemHeader(F->getLocation()))
    libraryArguments(F, Into);
}

void DropSteps::unseen(const FunctionDecl *F, StepList &Into) {
  if (isConureLibrary(F))
    return;
  if (U.sources().isInSystemHeader(F->getLocation()) && !takesCode(F)) {
    // The library's own code knows no value of the user's, but what it was given to own, and calls what users override.
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (M && M->getParent()->getIdentifier() && M->getParent()->getName() == "exception_ptr" && !M->isConst()) {
      Into.push_back({"it may drop the last of an exception", F->getLocation(), nullptr, {}, {}});
      return;
    }
    libraryArguments(F, Into);
    if (!F->isExternC())
      Into.push_back(
          {{}, F->getLocation(), nullptr, DropNode(U.context().getTranslationUnitDecl(), DropKind::LibraryHooks), {}});
    return;
  }
  Into.push_back({"it calls " + named(F) + ", which is not defined here",
                  F->getLocation(),
                  nullptr,
                  {},
                  key(DropNode(F, DropKind::Runs))});
}

bool DropSteps::isHidden(const CXXRecordDecl *R) {
  if (!R->hasDefinition())
    return false;
  R = R->getDefinition();
  if (R->isDependentContext() || !R->hasTrivialDestructor())
    return false;
  auto [It, New] = Hidden.try_emplace(R, false);
  if (!New)
    return It->second;
  bool Result = C.isCounted(R);
  auto Part = [&](QualType T) {
    const CXXRecordDecl *P = U.context().getBaseElementType(T)->getAsCXXRecordDecl();
    Result = Result || (P && isHidden(P));
  };
  for (const FieldDecl *F : R->fields())
    Part(F->getType());
  for (const CXXBaseSpecifier &B : R->bases())
    Part(B.getType());
  return Hidden[R] = Result;
}

/// Values of the user's that the library class \p R holds, as its arguments say.
void DropSteps::argumentsOf(const CXXRecordDecl *R, StepList &Into, bool OnlyHidden) {
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!S || ownsNothing(R))
    return;
  auto Each = [&](auto &&Self, llvm::ArrayRef<TemplateArgument> Args) -> void {
    for (const TemplateArgument &A : Args) {
      if (A.getKind() == TemplateArgument::Pack)
        Self(Self, A.pack_elements());
      if (A.getKind() != TemplateArgument::Type)
        continue;
      const CXXRecordDecl *Held = U.context().getBaseElementType(A.getAsType())->getAsCXXRecordDecl();
      if (!Held || !Held->hasDefinition())
        continue;
      if (U.sources().isInSystemHeader(Held->getLocation()))
        argumentsOf(Held, Into, OnlyHidden);
      if (!OnlyHidden || isHidden(Held))
        Into.push_back({{}, R->getLocation(), nullptr, DropNode(Held->getDefinition(), DropKind::Destroys), {}});
    }
  };
  Each(Each, S->getTemplateArgs().asArray());
}

/// What is destroyed without a word takes other ways through the library than it will with a count in it: none of them
/// is in the bodies that are seen here.
void DropSteps::libraryArguments(const FunctionDecl *F, StepList &Into) {
  if (onlyLooks(F))
    return;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    argumentsOf(M->getParent(), Into, /*OnlyHidden=*/true);
  if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs())
    for (const TemplateArgument &A : Args->asArray())
      if (A.getKind() == TemplateArgument::Type && !A.getAsType()->isReferenceType()) {
        QualType T = A.getAsType();
        const CXXRecordDecl *Held =
            U.context().getBaseElementType(T->isPointerType() ? T->getPointeeType() : T)->getAsCXXRecordDecl();
        if (!Held || !Held->hasDefinition())
          continue;
        if (isHidden(Held))
          Into.push_back({{}, F->getLocation(), nullptr, DropNode(Held->getDefinition(), DropKind::Destroys), {}});
        // Of iterators the elements are meant.
        if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Held);
            S && U.sources().isInSystemHeader(S->getLocation()))
          for (const TemplateArgument &Of : S->getTemplateArgs().asArray())
            if (Of.getKind() == TemplateArgument::Type) {
              QualType E = Of.getAsType();
              const CXXRecordDecl *One = (E->isPointerType() ? E->getPointeeType() : E)->getAsCXXRecordDecl();
              if (One && isHidden(One))
                Into.push_back({{}, F->getLocation(), nullptr, DropNode(One->getDefinition(), DropKind::Destroys), {}});
            }
      }
}

void DropSteps::parts(const CXXRecordDecl *R, DropKind How, StepList &Into) {
  auto Part = [&](QualType T) {
    if (const CXXRecordDecl *P = U.context().getBaseElementType(T)->getAsCXXRecordDecl(); P && P->hasDefinition())
      Into.push_back({{}, R->getLocation(), nullptr, DropNode(P->getDefinition(), How), {}});
  };
  for (const FieldDecl *F : R->fields())
    Part(F->getType());
  for (const CXXBaseSpecifier &B : R->bases())
    Part(B.getType());
}

void DropSteps::destruction(QualType T, SourceLocation L, StepList &Into) {
  T = U.context().getBaseElementType(T).getCanonicalType();
  if (T->isDependentType()) {
    Into.push_back({"it drops a value whose type depends on a template parameter", L, nullptr, {}, {}});
    return;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (R && R->hasDefinition() && (!R->hasTrivialDestructor() || isHidden(R)))
    Into.push_back({{}, L, nullptr, DropNode(R->getDefinition(), DropKind::Destroys), {}});
}

void DropSteps::destroys(const CXXRecordDecl *R, StepList &Into) {
  if (R->isDependentContext()) {
    Into.push_back(
        {"it drops a " + named(R) + ", which depends on a template parameter", R->getLocation(), nullptr, {}, {}});
    return;
  }
  if (C.isCounted(R))
    Into.push_back({"it drops a " + named(R), R->getLocation(), Counted::pattern(R), {}, {}});
  const bool Library = U.sources().isInSystemHeader(R->getLocation());
  if (R->hasTrivialDestructor()) {
    if (!isHidden(R))
      return;
    if (Library)
      argumentsOf(R, Into, /*OnlyHidden=*/true);
    return parts(R, DropKind::Destroys, Into);
  }
  if (const CXXDestructorDecl *D = R->getDestructor(); D && D->isUserProvided()) {
    if (D->hasBody())
      Into.push_back({{}, D->getLocation(), nullptr, DropNode(D, DropKind::Runs), {}});
    else if (!Library)
      Into.push_back({"it calls " + named(D) + ", which is not defined here",
                      D->getLocation(),
                      nullptr,
                      {},
                      key(DropNode(D, DropKind::Runs))});
    else
      argumentsOf(R, Into, /*OnlyHidden=*/false);
    if (!D->hasBody() && Library && R->getIdentifier() && R->getName() == "exception_ptr")
      Into.push_back({"it may drop the last of an exception", D->getLocation(), nullptr, {}, {}});
  }
  if (Library)
    argumentsOf(R, Into, /*OnlyHidden=*/true);
  parts(R, DropKind::Destroys, Into);
}

void DropSteps::destroysDerived(const CXXRecordDecl *R, StepList &Into) {
  Into.push_back({{}, R->getLocation(), nullptr, DropNode(R, DropKind::Destroys), {}});
  if (R->isEffectivelyFinal() || !R->isPolymorphic() || R->isDependentContext())
    return;
  const bool Library = U.sources().isInSystemHeader(R->getLocation());
  if (!Library && !Hierarchy.seesDerived(R)) {
    Into.push_back({"it may drop an object of any class derived from " + named(R),
                    R->getLocation(),
                    nullptr,
                    {},
                    key(DropNode(R, DropKind::DestroysDerived))});
    return;
  }
  if (Library && !isHarmlessHierarchy(R)) {
    Into.push_back({"it may drop an object of any class derived from " + named(R), R->getLocation(), nullptr, {}, {}});
    return;
  }
  for (const CXXRecordDecl *D : Hierarchy.derivedFrom(R))
    Into.push_back({{}, D->getLocation(), nullptr, DropNode(D, DropKind::Destroys), {}});
}

void DropSteps::moves(const CXXRecordDecl *R, StepList &Into) {
  if (C.isCounted(R))
    Into.push_back({"it moves a " + named(R), R->getLocation(), Counted::pattern(R), {}, {}});
  // A part may have move operations of its own, which run.
  for (const CXXConstructorDecl *D : R->ctors())
    if (D->isMoveConstructor() && D->isUserProvided())
      Into.push_back({{}, D->getLocation(), nullptr, DropNode(D, DropKind::Runs), {}});
  for (const CXXMethodDecl *M : R->methods())
    if (M->isMoveAssignmentOperator() && M->isUserProvided())
      Into.push_back({{}, M->getLocation(), nullptr, DropNode(M, DropKind::Runs), {}});
  if (llvm::none_of(Into, [](const DropStep &S) { return S.Callee.getPointer() != nullptr; }))
    parts(R, DropKind::Moves, Into);
}

void DropSteps::virtualCall(const CXXMethodDecl *M, StepList &Into) {
  const CXXRecordDecl *R = M->getParent();
  if (U.sources().isInSystemHeader(M->getLocation())) {
    if (!isHarmlessHierarchy(R))
      Into.push_back({"it calls " + named(M) + ", which is virtual", M->getLocation(), nullptr, {}, {}});
  } else if (!Hierarchy.seesDerived(R)) {
    Into.push_back({"it calls " + named(M) + ", which is virtual",
                    M->getLocation(),
                    nullptr,
                    {},
                    key(DropNode(M, DropKind::Virtual))});
    return;
  }
  for (const CXXMethodDecl *One : Hierarchy.of(M))
    Into.push_back({{}, One->getLocation(), nullptr, DropNode(One, DropKind::Runs), {}});
}

} // namespace conure::rewrite

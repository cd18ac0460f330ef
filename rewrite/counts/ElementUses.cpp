//===- ElementUses.cpp - Counting the pointers that containers hold --------===//
//
// `std::vector<Node *> all` becomes `std::vector<::conure::rt::borrowed<Node>>`,
// where every use of `all` and of what is got from it is one that is known to
// work with both; where an element is read stands `.get()`, and a loop over
// pointers goes over `::conure::rt::pointers(all)`. Any other use leaves the
// declaration as it is, and is the reason that is reported.
//
//===----------------------------------------------------------------------===//
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/Elements.h"
#include "rewrite/counts/Owners.h"
#include "rewrite/counts/Statements.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// Algorithms that work with a borrow as with a pointer.
bool isKnownAlgorithm(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {
      "find",      "find_if",     "find_if_not", "count",       "count_if",     "any_of",        "all_of",
      "none_of",   "for_each",    "sort",        "stable_sort", "partial_sort", "nth_element",   "remove",
      "remove_if", "reverse",     "rotate",      "unique",      "distance",     "next",          "prev",
      "advance",   "min_element", "max_element", "lower_bound", "upper_bound",  "binary_search", "partition",
      "erase",     "erase_if",    "begin",       "end",         "cbegin",       "cend",          "rbegin",
      "rend",      "size",        "empty",       "fill",        "is_sorted",    "equal_range",   "iter_swap",
      "push_heap", "pop_heap",    "make_heap",   "accumulate",  "shuffle",      "move_backward"};
  return llvm::is_contained(Names, Name);
}

/// Methods of the library's containers that work with a borrow as with a pointer. Not `data`, `get_allocator`, `swap`
/// with another container, `merge`, `extract` …
bool isKnownMethod(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {
      "size",        "empty",       "clear",        "reserve",      "capacity",      "shrink_to_fit",
      "max_size",    "push_back",   "push_front",   "emplace_back", "emplace_front", "pop_back",
      "pop_front",   "push",        "emplace",      "pop",          "insert",        "insert_or_assign",
      "try_emplace", "erase",       "resize",       "assign",       "count",         "contains",
      "find",        "lower_bound", "upper_bound",  "equal_range",  "begin",         "end",
      "cbegin",      "cend",        "rbegin",       "rend",         "crbegin",       "crend",
      "front",       "back",        "at",           "top",          "value",         "has_value",
      "reset",       "fill",        "bucket_count", "load_factor",  "rehash",        "remove",
      "remove_if",   "reverse",     "sort",         "unique",       "base",          "max_load_factor",
      "value_or"};
  return llvm::is_contained(Names, Name);
}

class ElementWriter : public StackedWalk<ElementWriter> {
public:
  ElementWriter(UnitContext &U, Counted &C, Drops &D) : StackedWalk(U), C(C), D(D) {}

  bool VisitFieldDecl(FieldDecl *F) {
    if (U.isEditable(F->getLocation()) && !cast<RecordDecl>(F->getParent())->isLambda() &&
        heldBy(F->getType(), C) == Held::Holder)
      declare(F, {});
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->isImplicit() || !U.isEditable(V->getLocation()) || isa<DecompositionDecl>(V) || V->isInitCapture())
      return true;
    if (heldBy(V->getType(), C) != Held::Holder || V->getType()->isReferenceType())
      return true;
    if (V->getType()->getContainedAutoType())
      Deduced.push_back(V);
    else
      declare(V, regionOf(V));
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *D = E->getDecl();
    if (auto It = Derived.find(D); It != Derived.end())
      follow(E, It->second);
    else if (const auto *V = dyn_cast<VarDecl>(D); V && heldBy(V->getType(), C) == Held::Holder)
      follow(E, groupOf(V));
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl());
        F && U.isEditable(F->getLocation()) && heldBy(F->getType(), C) == Held::Holder)
      follow(E, groupOf(F));
    return true;
  }
  /// &S::field
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf)
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
        if (const auto *F = dyn_cast<FieldDecl>(Ref->getDecl()); F && heldBy(F->getType(), C) == Held::Holder)
          U.veto(groupOf(F), "a pointer to the member is made", E->getBeginLoc());
    return true;
  }
  bool VisitCXXConstructorDecl(CXXConstructorDecl *D) {
    for (const CXXCtorInitializer *I : D->inits())
      if (I->isWritten() && I->isMemberInitializer() && I->getInit())
        initialised(I->getMember(), I->getInit());
    return true;
  }

  void finish() {
    for (const VarDecl *V : Deduced)
      if (!Derived.count(V))
        refuse(V, "its type is deduced from something else");
  }

private:
  std::string nameOf(const DeclaratorDecl *V) {
    return "borrows in '" + V->getNameAsString() + "' at " + U.placeName(V->getLocation());
  }
  /// Empty: the declaration stays as it is.
  std::string groupOf(const DeclaratorDecl *V) {
    if (const auto *F = dyn_cast<FieldDecl>(V)) {
      V = F = cast<FieldDecl>(Uses::canonical(F));
      if (heldBy(F->getType(), C) == Held::Holder) // methods may name what comes behind them
        declare(F, {});
    }
    return Made.lookup(V);
  }

  void refuse(const DeclaratorDecl *V, const std::string &Why) {
    ++U.stats().Borrows;
    ++U.stats().Uninstrumented;
    U.uninstrumented(V->getLocation(), "the borrows in '" + V->getNameAsString() + "' are not counted: " + Why);
  }

  /// What comes after a local variable in its block; empty if it is none, or if that is not known.
  llvm::SmallVector<const Stmt *, 8> regionOf(const VarDecl *V) const {
    llvm::SmallVector<const Stmt *, 8> Rest;
    if (!V->isLocalVarDecl() || V->isStaticLocal() || Stack.size() < 2)
      return Rest;
    const auto *Block = dyn_cast<CompoundStmt>(Stack[Stack.size() - 2]);
    if (!Block)
      return Rest;
    bool Past = false;
    for (const Stmt *Child : Block->body()) {
      Past |= Child == Stack.back();
      if (Past)
        Rest.push_back(Child);
    }
    return Rest;
  }

  bool sharesDeclaration(const DeclaratorDecl *V) const {
    if (const auto *F = dyn_cast<FieldDecl>(V)) {
      for (const FieldDecl *Other : F->getParent()->fields())
        if (Other != F && Other->getBeginLoc() == F->getBeginLoc())
          return true;
      return false;
    }
    const auto *S = Stack.empty() ? nullptr : dyn_cast<DeclStmt>(Stack.back());
    return S && !S->isSingleDecl();
  }

  void declare(const DeclaratorDecl *V, const llvm::SmallVector<const Stmt *, 8> &Region) {
    if (!Seen.insert(V).second)
      return;
    const auto *Variable = dyn_cast<VarDecl>(V);
    if (!Region.empty() && U.options().Elide &&
        llvm::none_of(Region, [&](const Stmt *S) { return D.in(S, nullptr); })) {
      ++U.stats().Borrows;
      ++U.stats().Elided;
      U.explainElision(V->getLocation(), "borrows in '" + V->getNameAsString() +
                                             "' are not counted: nothing drops a counted value while they live");
      return;
    }
    if (isa<ParmVarDecl>(V))
      return refuse(V, "it is a parameter");
    if (V->getDeclContext()->isDependentContext())
      return refuse(V, "it is in a template");
    if (const auto *R = dyn_cast<CXXRecordDecl>(V->getDeclContext()); R && R->isUnion())
      return refuse(V, "it is in a union");
    if (Variable &&
        (Variable->isConstexpr() || Variable->getPreviousDecl() || Variable->getMostRecentDecl() != Variable ||
         Variable->hasExternalStorage() || Variable->isStaticDataMember()))
      return refuse(V, Variable->isConstexpr() ? "it is constexpr" : "it is declared in several places");
    if (const auto *F = dyn_cast<FunctionDecl>(V->getDeclContext()); F && F->isConstexprSpecified())
      return refuse(V, "it is in a constexpr function");
    if (sharesDeclaration(V))
      return refuse(V, "it is declared together with others");
    PointerSpelling Spelling = spellingOf(V, U, C);
    if (!Spelling.Why.empty())
      return refuse(V, Spelling.Why);
    ++U.stats().Borrows;
    ++U.stats().Counted;
    const std::string Group = nameOf(V);
    Made[V] = Group;
    for (const PointerSpelling::Part &P : Spelling.Parts)
      U.replace(P.Begin, P.End, P.Text, Group, "borrows in a container");
    // An owner of what it holds is none that borrows.
    for (const std::string &Node : elementNodes(V->getType()))
      U.pointers().Groups.insert({Node, Group});
    if (const auto *F = dyn_cast<FieldDecl>(V); F && !isClosed(U, F))
      U.veto(Group, "units that are not seen here may name it; make an index of all and give it with --index",
             F->getLocation());
    if (Variable && !Variable->isLocalVarDecl() && !U.options().seesAll() &&
        !U.sources().isInMainFile(U.sources().getExpansionLoc(V->getLocation())))
      U.veto(Group, "units that are not seen here may name it; make an index of all and give it with --index",
             V->getLocation());
    if (Variable && Variable->hasInit())
      initialised(V, Variable->getInit());
    if (const auto *F = dyn_cast<FieldDecl>(V); F && F->hasInClassInitializer() && F->getInClassInitializer())
      initialised(V, F->getInClassInitializer());
  }

  std::vector<std::string> elementNodes(QualType T) {
    std::vector<std::string> All;
    T = T.getNonReferenceType();
    if (C.borrowOf(T) == Counted::Borrow::Pointer)
      return {anyPointerNode(T)};
    if (const ArrayType *A = T->getAsArrayTypeUnsafe())
      return elementNodes(A->getElementType());
    if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl()))
      for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
        if (A.getKind() == TemplateArgument::Type)
          llvm::append_range(All, elementNodes(A.getAsType()));
        if (A.getKind() == TemplateArgument::Pack)
          for (const TemplateArgument &One : A.pack_elements())
            if (One.getKind() == TemplateArgument::Type)
              llvm::append_range(All, elementNodes(One.getAsType()));
      }
    return All;
  }

  /// The initialiser must not be a whole container of pointers, whose type stays.
  void initialised(const DeclaratorDecl *V, const Expr *Init) {
    if (heldBy(V->getType(), C) != Held::Holder)
      return;
    const std::string Group = groupOf(V);
    if (Group.empty())
      return;
    const Expr *E = Init->IgnoreImplicit();
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      // A list of pointers makes any of the holders; so do a number, two iterators, pointers one by one.
      for (const Expr *A : Construct->arguments())
        if (heldBy(A->getType(), C) == Held::Holder && !isa<CXXStdInitializerListExpr>(A->IgnoreImplicit()) &&
            !isPairOrTupleCall(A))
          return U.veto(Group, "it is made of another container", Init->getBeginLoc());
      return;
    }
    if (isa<InitListExpr, CXXStdInitializerListExpr, CXXScalarValueInitExpr, ImplicitValueInitExpr, ParenListExpr,
            CXXDefaultInitExpr>(E))
      return;
    if (isPairOrTupleCall(E))
      return;
    U.veto(Group, "it is made of another container", Init->getBeginLoc());
  }
  /// make_pair(1, p) turns into any pair that its parts turn into.
  static bool isPairOrTupleCall(const Expr *E) {
    E = E->IgnoreImplicit();
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      if (Construct->getNumArgs() != 1)
        return false;
      E = Construct->getArg(0)->IgnoreImplicit();
    }
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return F && isStd(F) && F->getIdentifier() &&
           llvm::is_contained({"make_pair", "make_tuple", "make_optional"}, F->getName());
  }

  //===--------------------------------------------------------------------===//
  // From a use outwards
  //===--------------------------------------------------------------------===//

  void no(const std::string &Group, const Twine &Why, const Stmt *At) { U.veto(Group, Why.str(), At->getBeginLoc()); }

  /// The element's value is taken: `all[0]` → `all[0].get()`.
  void read(const Expr *E, const std::string &Group, size_t Place) {
    const Stmt *Around = nullptr;
    for (size_t I = Place; I-- != 0 && !Around;)
      if (!isa<ImplicitCastExpr, ParenExpr>(Stack[I]))
        Around = Stack[I];
    if (isa_and_nonnull<CXXDeleteExpr>(Around))
      return no(Group, "it owns what it points to", E);
    if (!U.isPlain(E->getEndLoc()) || !U.isPlain(E->getBeginLoc()))
      return no(Group, "a macro reads it", E);
    SourceLocation End = U.afterToken(E->getEndLoc());
    // `*it` binds less than what follows.
    if (isa<UnaryOperator>(E->IgnoreImplicit()) || isPrefixOperator(E->IgnoreImplicit()))
      U.wrap(E->getBeginLoc(), End, "(", ").get()", Group, "read of a counted pointer");
    else
      U.append(End, ".get()", Group, "read of a counted pointer");
  }
  static bool isPrefixOperator(const Expr *E) {
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
    return Call && Call->getOperator() == OO_Star;
  }

  static bool isDiscardedIn(const Stmt *Parent, const Stmt *Child) {
    if (!Parent || isa<AttributedStmt>(Parent))
      return true;
    if (std::optional<bool> Known = statementDiscards(Parent, Child))
      return *Known;
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(Parent))
      return Child == Range->getBody();
    if (const auto *Comma = dyn_cast<BinaryOperator>(Parent))
      return Comma->isCommaOp() && Child == Comma->getLHS();
    const auto *Cast = dyn_cast<CastExpr>(Parent);
    return Cast && Cast->getCastKind() == CK_ToVoid;
  }

  static bool isLibrary(const FunctionDecl *F) {
    return F && (isStd(F) || (isa<CXXMethodDecl>(F) && F->getQualifiedNameAsString().rfind("__gnu_cxx::", 0) == 0) ||
                 F->getQualifiedNameAsString().rfind("__gnu_cxx::", 0) == 0);
  }

  void follow(const Expr *Use, const std::string &Group) {
    if (Group.empty())
      return;
    if (Stack.empty() || Stack.back() != Use)
      return no(Group, "it is named where nothing is known of it", Use);
    const Expr *E = Use;
    for (size_t I = Stack.size() - 1; I != 0; --I) {
      const Stmt *Parent = Stack[I - 1];
      const Held Now = heldBy(E->getType(), C);
      if (Now == Held::Nothing || isDiscardedIn(Parent, E))
        return;
      if (isa<ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Parent)) {
        // A name in parentheses stays an expression of the same kind.
      } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Parent)) {
        if (Cast->getCastKind() == CK_LValueToRValue && Now == Held::Pointer)
          return read(E, Group, I - 1);
      } else if (const auto *Member = dyn_cast<MemberExpr>(Parent)) {
        if (isa<CXXMethodDecl>(Member->getMemberDecl())) {
          const auto *Method = cast<CXXMethodDecl>(Member->getMemberDecl());
          const bool IsConversion = isa<CXXConversionDecl>(Method);
          if (!isLibrary(Method) || (!IsConversion && (!Method->getIdentifier() || !isKnownMethod(Method->getName()))))
            return no(Group, "'" + Method->getNameAsString() + "' is called, which may give its memory away", Use);
          if (I < 2 || !isa<CXXMemberCallExpr>(Stack[I - 2]))
            return no(Group, "a method of it is named", Use);
          if (!argumentsFit(cast<CallExpr>(Stack[I - 2]), Group))
            return;
          --I; // the call is what counts
          E = cast<Expr>(Stack[I - 1]);
          continue;
        }
      } else if (const auto *Call = dyn_cast<CallExpr>(Parent)) {
        std::optional<bool> Goes = inCall(Call, E, Now, Group, I);
        if (!Goes)
          return;
      } else if (const auto *Comparison = dyn_cast<CXXRewrittenBinaryOperator>(Parent)) {
        const auto Parts = Comparison->getDecomposedForm();
        if (Now == Held::Iterator || heldBy(Parts.LHS->getType(), C) == Held::Nothing ||
            heldBy(Parts.RHS->getType(), C) == Held::Nothing)
          return;
        return no(Group, "it is compared with another container", Use);
      } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent)) {
        const CXXConstructorDecl *Constructor = Construct->getConstructor();
        if (Now == Held::Pointer)
          return byReference(Constructor, E, Construct, Group, I);
        if (Now == Held::Iterator && !isLibrary(Constructor))
          return no(Group, "its iterator is passed on", Use);
        if (Now == Held::Holder && !Constructor->isCopyOrMoveConstructor())
          return no(Group, "it is passed on as a whole", Use);
        if (Now == Held::Iterator && heldBy(Construct->getType(), C) == Held::Holder)
          return; // a container made of a range: each element turns into what that holds
      } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent)) {
        if (Subscript->getBase() != E)
          return no(Group, "it is used in a way that is not known", Use);
      } else if (const auto *Operator = dyn_cast<UnaryOperator>(Parent)) {
        if (Operator->getOpcode() == UO_AddrOf)
          return no(Group, "its address is taken", Use);
        if (Operator->getOpcode() == UO_Deref ? Now != Held::Iterator : Now == Held::Pointer)
          return no(Group, "an element is stepped", Use);
      } else if (const auto *Operator = dyn_cast<BinaryOperator>(Parent)) {
        if (Operator->isAssignmentOp() && Operator->getLHS() == E && Now == Held::Pointer) {
          if (Operator->getOpcode() != BO_Assign)
            return no(Group, "an element is stepped", Use);
          const Stmt *Outer = I >= 2 ? Stack[I - 2] : nullptr;
          if (isa_and_nonnull<ExprWithCleanups>(Outer))
            Outer = I >= 3 ? Stack[I - 3] : nullptr;
          return isDiscardedIn(Outer, I >= 3 && isa<ExprWithCleanups>(Stack[I - 2]) ? Stack[I - 2] : Parent)
                     ? void()
                     : no(Group, "the result of an assignment is used", Use);
        }
        if (Now != Held::Iterator || Operator->isCommaOp())
          return no(Group, "it is used in a way that is not known", Use);
      } else if (const auto *Declaration = dyn_cast<DeclStmt>(Parent)) {
        return bound(Declaration, E, Group);
      } else if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Parent)) {
        return E == Loop->getRangeInit() ? loop(Loop, E, Group)
                                         : no(Group, "it is used in a way that is not known", Use);
      } else if (isa<LambdaExpr>(Parent)) {
        return; // captured; what is done there is seen by itself
      } else if (isa<UnaryExprOrTypeTraitExpr>(Parent)) {
        return;
      } else if (isa<ReturnStmt>(Parent)) {
        return no(Group, Now == Held::Pointer ? "a reference to an element is returned" : "it is returned", Use);
      } else {
        return no(Group, "it is used in a way that is not known", Use);
      }
      E = cast<Expr>(Parent);
    }
    // The initialiser of a member, or a default.
    if (heldBy(E->getType(), C) != Held::Nothing)
      no(Group, "it initialises something else", Use);
  }

  /// What is given to a method or an algorithm beside the container: callables must take pointers by value.
  bool argumentsFit(const CallExpr *Call, const std::string &Group) {
    for (const Expr *A : Call->arguments()) {
      const auto *L = dyn_cast<LambdaExpr>(A->IgnoreImplicit());
      if (!L)
        continue;
      if (L->isGenericLambda()) {
        no(Group, "a closure that deduces its parameters sees an element", A);
        return false;
      }
      for (const ParmVarDecl *P : L->getCallOperator()->parameters())
        if (heldBy(P->getType(), C) != Held::Nothing && P->getType()->isReferenceType() &&
            (heldBy(P->getType(), C) == Held::Holder || !P->getType().getNonReferenceType().isConstQualified())) {
          no(Group, "a closure takes an element by reference", A);
          return false;
        }
    }
    return true;
  }

  /// An element is passed where a reference to a pointer is expected.
  void byReference(const FunctionDecl *F, const Expr *E, const Expr *Whole, const std::string &Group, size_t I) {
    unsigned At = 0;
    llvm::ArrayRef<const Expr *> Args;
    if (const auto *Call = dyn_cast<CallExpr>(Whole))
      Args = llvm::ArrayRef(Call->getArgs(), Call->getNumArgs());
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Whole))
      Args = llvm::ArrayRef(Construct->getArgs(), Construct->getNumArgs());
    while (At < Args.size() && Args[At] != E)
      ++At;
    if (isa<CXXOperatorCallExpr>(Whole) && isa<CXXMethodDecl>(F))
      --At;
    const bool Known = At < F->getNumParams();
    QualType T = Known ? F->getParamDecl(At)->getType() : QualType();
    const bool Forwards = Known && isLibrary(F) && F->getPrimaryTemplate() != nullptr;
    if (!Known || T.isNull() || !T->isReferenceType() ||
        !(T.getNonReferenceType().isConstQualified() || (Forwards && !isSwap(F))))
      return no(Group, "an element is passed by reference", E);
    if (F->getReturnType()->isReferenceType() && !isLibrary(F))
      return no(Group, "an element is passed by reference", E);
    if (F->getReturnType()->isReferenceType() && heldBy(F->getReturnType(), C) == Held::Pointer &&
        !isa<CXXMethodDecl>(F))
      return no(Group, "an element is passed by reference", E); // std::max, std::forward …
    read(E, Group, I - 1);
  }
  static bool isSwap(const FunctionDecl *F) {
    return F->getIdentifier() && llvm::is_contained({"swap", "exchange", "tie", "ref", "addressof"}, F->getName());
  }

  /// True: the walk goes on from the call. Nothing: it ends here.
  std::optional<bool> inCall(const CallExpr *Call, const Expr *E, Held Now, const std::string &Group, size_t I) {
    const FunctionDecl *F = Call->getDirectCallee();
    auto Stop = [&](const Twine &Why) {
      no(Group, Why, E);
      return std::optional<bool>();
    };
    if (!F)
      return Stop("it is passed to what is not known");
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
      const bool Receives = Call->getArg(0) == E;
      if (Receives && isLibrary(F)) {
        switch (Operator->getOperator()) {
        case OO_Equal:
          if (Now == Held::Holder && !isa<CXXMethodDecl>(F))
            return Stop("it is used in a way that is not known");
          if (Now == Held::Holder && wholeContainer(Call->getArg(1)))
            return Stop("another container is assigned to it");
          return std::nullopt;
        case OO_Arrow:
          if (Now == Held::Holder)
            return Stop("its element is reached by '->'");
          return true;
        case OO_Subscript:
        case OO_Star:
        case OO_PlusPlus:
        case OO_MinusMinus:
        case OO_Plus:
        case OO_Minus:
        case OO_PlusEqual:
        case OO_MinusEqual:
          return true;
        default:
          break;
        }
      }
      if (Now == Held::Iterator && isLibrary(F))
        return std::nullopt; // compared, assigned
      if (Now == Held::Pointer)
        return byReference(F, E, Call, Group, I), std::nullopt;
      if (Now == Held::Holder && isLibrary(F) &&
          llvm::any_of(Call->arguments(), [&](const Expr *A) { return heldBy(A->getType(), C) == Held::Nothing; }))
        return std::nullopt; // optional == nullopt
      return Stop("it is passed on as a whole");
    }
    if (Now == Held::Pointer)
      return byReference(F, E, Call, Group, I), std::nullopt;
    if (isa<CXXMethodDecl>(F) && isLibrary(F) && Now == Held::Iterator)
      return std::nullopt; // erase(it), insert(it, …), assign(first, last)
    if (!isLibrary(F) || isa<CXXMethodDecl>(F) || !F->getIdentifier())
      return Stop(Now == Held::Holder ? "it is passed on as a whole" : "its iterator is passed on");
    if (F->getName() == "get" && Now == Held::Holder)
      return true; // of a pair, a tuple, an array
    if (!isKnownAlgorithm(F->getName()))
      return Stop("'std::" + F->getName() + "' may give its memory away");
    if (!argumentsFit(Call, Group))
      return std::nullopt;
    return true;
  }
  /// True for a container of pointers that is not made on the spot of its elements.
  bool wholeContainer(const Expr *E) {
    if (heldBy(E->getType(), C) != Held::Holder)
      return false;
    const Expr *Bare = E->IgnoreImplicit();
    if (isa<InitListExpr, CXXStdInitializerListExpr>(Bare) || isPairOrTupleCall(Bare))
      return false;
    if (const auto *Construct =
            dyn_cast<CXXConstructExpr>(Bare)) // {a, b} of a pair, {} of any; a pointer for an optional
      return Construct->getConstructor()->isCopyOrMoveConstructor() && Construct->getNumArgs() == 1 &&
             wholeContainer(Construct->getArg(0));
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Bare))
      return !Cast->isListInitialization();
    return true;
  }

  /// A variable takes what the walk has reached: it is followed, too, if its type is deduced.
  void bound(const DeclStmt *S, const Expr *E, const std::string &Group) {
    for (const Decl *One : S->decls()) {
      const auto *V = dyn_cast<VarDecl>(One);
      if (!V || !V->getInit() || V->getInit()->IgnoreImplicit() != E->IgnoreImplicit())
        continue;
      if (const auto *Parts = dyn_cast<DecompositionDecl>(V))
        return parts(Parts, Group);
      if (!V->getType()->getContainedAutoType())
        return no(Group,
                  heldBy(V->getType(), C) == Held::Pointer ? "a reference to an element is made"
                                                           : "the type of '" + V->getName() + "' is written out",
                  S);
      if (V->getType()->isPointerType())
        return no(Group, "'" + V->getName() + "' points to an element", S);
      Derived[V] = Group;
      return;
    }
    no(Group, "it is used in a way that is not known", S);
  }
  void parts(const DecompositionDecl *V, const std::string &Group) {
    for (const BindingDecl *B : V->bindings())
      if (heldBy(B->getType(), C) != Held::Nothing)
        Derived[B] = Group;
  }

  void loop(const CXXForRangeStmt *S, const Expr *E, const std::string &Group) {
    const VarDecl *V = S->getLoopVariable();
    if (const auto *Parts = dyn_cast<DecompositionDecl>(V))
      return parts(Parts, Group);
    const Held What = heldBy(V->getType(), C);
    if (What == Held::Nothing)
      return;
    const bool Deduces = V->getType()->getContainedAutoType();
    const bool ToConst = V->getType().getNonReferenceType().isConstQualified();
    if (What == Held::Pointer && (!V->getType()->isReferenceType() || ToConst)) {
      auto Range = U.written(E->getSourceRange());
      if (!Range)
        return no(Group, "a macro reads it", E);
      U.wrap(Range->getBegin(), Range->getEnd(), "::conure::rt::pointers(", ")", Group, "loop over counted pointers");
      return;
    }
    if (!Deduces || V->getType()->isPointerType())
      return no(Group, "the type of '" + V->getName() + "' is written out", S);
    Derived[V] = Group;
  }

  Counted &C;
  Drops &D;
  llvm::DenseMap<const ValueDecl *, std::string> Derived; ///< variables that are got from a holder → its group
  llvm::DenseMap<const ValueDecl *, std::string> Made;    ///< holders that get another type → their group
  llvm::DenseSet<const DeclaratorDecl *> Seen;
  std::vector<const VarDecl *> Deduced; ///< holders declared by `auto`
};

} // namespace

void countElements(UnitContext &U, Counted &C, Drops &D) {
  ElementWriter Writer(U, C, D);
  Writer.walk();
  Writer.finish();
}

} // namespace conure::rewrite

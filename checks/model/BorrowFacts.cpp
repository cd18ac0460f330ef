//===- BorrowFacts.cpp - Which variables borrow from which places ---------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"

using namespace clang;

namespace conure {

namespace {

constexpr unsigned MaxLoansOfOne = 24;

/// Methods of library containers and adaptors that put their arguments into it.
bool inserts(llvm::StringRef Name) {
  return Name.starts_with("push") || Name == "splice" || Name == "merge" || Name.starts_with("emplace") ||
         Name.starts_with("insert") || Name.starts_with("try_emplace") || Name == "assign" || Name == "resize";
}

} // namespace

void FactBuilder::bind(const VarDecl *V, const Expr *From, const void *Key, const Stmt *At) {
  Origins O;
  held(From, V->getType(), O, 0);
  Borrowers.insert(V);
  rebind(V, NoPlace, Key, At);
  lend(V, NoPlace, O, Key, At);
}

/// The borrows in \p Slot of \p V, or all of them, give way to others.
void FactBuilder::rebind(const VarDecl *V, PlaceId Slot, const void *Key, const Stmt *At, bool Perhaps) {
  Fact F{FactKind::Rebind};
  F.Borrower = V;
  F.Where = Slot;
  F.Maybe = Perhaps;
  F.At = At;
  F.Loc = At->getBeginLoc();
  Facts.add(Key, F);
}

/// \p L is issued, or copied from \p Source.
void FactBuilder::lentAt(FactKind Kind, LoanId L, LoanId Source, bool Maybe, const void *Key, const Stmt *At) {
  Fact F{Kind};
  F.Loan = L;
  F.From = Source;
  F.Maybe = Maybe;
  F.At = At;
  F.Loc = At->getBeginLoc();
  Facts.add(Key, F);
}

/// \p V holds, in \p Slot if that is a field of its own, what \p From says.
void FactBuilder::lend(const VarDecl *V, PlaceId Slot, const Origins &From, const void *Key, const Stmt *At) {
  auto &Mine = LoansOf[V];
  constexpr int MaxLevel = 2;
  // What is not followed any further is out of sight.
  auto Lose = [&](PlaceId Of) {
    if (!Leaving)
      return NoId;
    Origin O;
    O.Where.Id = Of;
    stray(NoPlace, {O}, At);
    return NoId;
  };
  auto Make = [&](PlaceId Of, int Level, const Origin &O, bool ForSends, bool SomePart) -> LoanId {
    if (ForSends && !isOwnPlace(Of))
      return NoId;
    for (LoanId L : Mine)
      if (Facts.Loans[L].Of == Of && Facts.Loans[L].Slot == Slot && Facts.Loans[L].Level == Level &&
          Facts.Loans[L].ForSends == ForSends) {
        Facts.Loans[L].SomePart |= SomePart;
        return L;
      }
    if (Mine.size() >= MaxLoansOfOne || Level > MaxLevel)
      return Lose(Of);
    Loan L{V, Of, At, At->getBeginLoc()};
    // A closure's own calls tell what it does with what it captured.
    L.Closure = O.Closure && Closures.contains(V);
    L.ForSends = ForSends;
    L.SomePart = SomePart;
    L.Counted = Level == 0 && Engine.isCounted(Places.table(), Of, V);
    L.Slot = Slot;
    L.Level = Level;
    Mine.push_back(Facts.addLoan(L));
    return Mine.back();
  };
  auto Add = [&](FactKind Kind, const Origin &O, LoanId L, LoanId Source) {
    lentAt(Kind, L, Source, O.Uncertain || O.ForSends || Facts.Loans[L].ForSends, Key, At);
  };
  const PlaceTable &Table = Places.table();
  for (const Origin &Each : From) {
    if (Each.Where) {
      if (Each.Level >= 0 && Table.rootDecl(Each.Where.Id) != V)
        if (LoanId L = Make(Each.Where.Id, Each.Level, Each, Each.ForSends, Each.SomePart); L != NoId)
          Add(FactKind::Issue, Each, L, NoId);
    } else if (Each.Holder && Each.Holder != V) {
      auto Sources = LoansOf.lookup(Each.Holder);
      for (LoanId Source : Sources) {
        const Loan Lent = Facts.Loans[Source];
        const int Level = Lent.Level + Each.Level;
        if (Level < 0 || Table.rootDecl(Lent.Of) == V ||
            (Lent.Slot != NoPlace && Each.Slot != NoPlace && !Table.overlap(Lent.Slot, Each.Slot)))
          continue;
        if (LoanId L = Make(Lent.Of, Level, Each, Each.ForSends || Lent.ForSends, Each.SomePart || Lent.SomePart);
            L != NoId)
          Add(FactKind::Copy, Each, L, Source);
      }
      relendLater(V, Slot, Each, Sources.size(), At, Key);
    } else if (Each.Temporary && Each.Level == 0 && !Each.Uncertain) {
      Fact F{FactKind::Dangle};
      F.Borrower = V;
      F.Temporary = Each.Temporary;
      F.At = At;
      F.Loc = Each.Temporary->getBeginLoc();
      Facts.add(Key, F);
    }
  }
}

/// The variable whose own value, or a part of it, \p P is: no pointer between.
const VarDecl *FactBuilder::holderOf(PlaceRef P) const {
  if (!P)
    return nullptr;
  const PlaceTable &Table = Places.table();
  for (PlaceId Id = P.Id; Table[Id].Parent != NoPlace; Id = Table[Id].Parent)
    if (Table[Id].Kind == Step::Heap || Table[Id].Kind == Step::OwnedHeap)
      return nullptr;
  const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(P.Id));
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType() && Engine.borrows().mayHold(V->getType())
             ? V
             : nullptr;
}

void FactBuilder::assignBorrow(const Expr *To, const Expr *From, const Stmt *Key) {
  const QualType T = To->getType();
  if (!Engine.borrows().mayHold(T))
    return;
  PlaceRef P = Places.resolve(To);
  const VarDecl *V = holderOf(P);
  // `it = v.erase(it)`, `p = p->next`: the new value borrows where the old one did.
  Origins O;
  held(From, T, O, 0);
  // `o = s` of an optional view: the conversion happens inside of the library.
  const QualType Given = From->getType();
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      R && isInStd(R) && O.empty() && !Places.context().hasSameUnqualifiedType(T, Given))
    keptOrigins(From, Engine.borrows().keptByLibrary(T.getUnqualifiedType(), Given), O, 0);
  if (!V) {
    leftInField(To, O, Key);
    replaced(P, Key);
    return storedInto(To, /*Behind=*/false, std::move(O), Key);
  }
  // `v = chance() ? v : text;`: the old borrows stay.
  const unsigned All = O.size();
  llvm::erase_if(O, [&](const Origin &Each) { return Each.Holder == V; });
  const bool Self = O.size() != All;
  if (Self && (O.empty() || !Leaving))
    return;
  if (Self)
    for (Origin &Each : O)
      Each.Uncertain = Each.ForSends = true;
  const PlaceTable &Table = Places.table();
  bool OneField = true;
  for (PlaceId Id = P.Id; Table[Id].Parent != NoPlace; Id = Table[Id].Parent)
    OneField &= Table[Id].Kind == Step::Field || Table[Id].Kind == Step::Base;
  Borrowers.insert(V);
  const PlaceId Slot = OneField && Table[P.Id].Depth ? P.Id : NoPlace;
  if (OneField && !Self)
    rebind(V, Slot, Key, Key);
  lend(V, Slot, O, Key, Key);
}

/// What is put into a container, or given to a method that keeps it.
void FactBuilder::keep(PlaceRef Object, const Expr *Base, const CXXMethodDecl *M, llvm::ArrayRef<const Expr *> Args,
                       const Stmt *Key) {
  const VarDecl *V = holderOf(Object);
  if (M->isStatic() || isa<CXXDestructorDecl>(M) || isa<CXXConversionDecl>(M))
    return;
  const QualType Class =
      plainType(Base->getType()->isPointerType() ? Base->getType()->getPointeeType() : Base->getType());
  if (!V && !Engine.borrows().mayHold(Base->getType()) && !(Leaving && Engine.borrows().mayHold(Class)))
    return;
  llvm::StringRef Name = M->getIdentifier() ? M->getName() : llvm::StringRef();
  const bool Library = isInStd(M->getParent());
  Origins O;
  if (Library && (inserts(Name) || M->getOverloadedOperator() == OO_Subscript)) {
    // `any.emplace<std::string_view>(text)` names what it makes.
    const TemplateArgumentList *Made = Leaving && Name == "emplace" ? M->getTemplateSpecializationArgs() : nullptr;
    const bool Names = Made && Made->size() && Made->get(0).getKind() == TemplateArgument::Type &&
                       Engine.borrows().mayHold(Made->get(0).getAsType());
    const QualType Holder = Names ? Made->get(0).getAsType() : Base->getType().getUnqualifiedType();
    for (unsigned I = 0; I < Args.size(); ++I) {
      const Expr *A = Args[I];
      Kept K = Engine.borrows().keptByLibrary(M, I, Base->getType().getUnqualifiedType(), A->getType());
      keptOrigins(A, K == Kept::Nothing && Names ? Engine.borrows().keptByLibrary(Holder, A->getType()) : K, O, 0);
    }
  } else if (Library && (Name.starts_with("erase") || Name.starts_with("pop"))) {
    return V ? rebind(V, NoPlace, Key, Key, /*Perhaps=*/true) : void();
  } else if (!Library && !M->isConst()) {
    const KeptList &Keeps = Engine.borrows().keptByObject(M);
    for (unsigned I = 0; I < Args.size() && I < Keeps.size(); ++I)
      keptOrigins(Args[I], Keeps[I], O, 0);
    if (Leaving && !Engine.borrows().isKnown(M)) // it may keep what its class has a place for
      for (unsigned I = 0; I < Args.size() && I < Keeps.size(); ++I)
        if (Keeps[I] == Kept::Nothing) {
          const unsigned Old = O.size();
          keptOrigins(Args[I], Engine.borrows().couldKeep(Class, M->getParamDecl(I)->getType()), O, 0);
          for (Origin &Each : llvm::drop_begin(O, Old))
            Each.ForSends = true;
        }
  }
  if (O.empty())
    return;
  if (!V) { // what a class of the user's, or an object behind a pointer, does with it may be over when the call is
    if (Library && !Base->getType()->isPointerType())
      leftInField(Base, O, Key);
    return storedInto(Base, Base->getType()->isPointerType(), std::move(O), Key);
  }
  Borrowers.insert(V);
  lend(V, NoPlace, O, Key, Key);
}

/// `v.clear()`, `o.reset()`: nothing is held any more.
void FactBuilder::emptied(PlaceRef Object, const Stmt *Key) {
  const VarDecl *V = holderOf(Object);
  if (!V)
    replaced(Object, Key);
  else if (Borrowers.contains(V))
    rebind(V, Places.table()[Object.Id].Depth ? Object.Id : NoPlace, Key, Key);
}

/// Two borrowers change places: each may hold what the other one did.
void FactBuilder::swapBorrows(PlaceRef A, PlaceRef B, const Stmt *Key) {
  const VarDecl *First = holderOf(A), *Second = holderOf(B);
  if (!First != !Second) { // one of them is out of sight
    Origin O;
    O.Holder = First ? First : Second;
    return Leaving ? stray(strongPlace(First ? B : A), {O}, Key) : void();
  }
  if (!First || First == Second)
    return;
  for (auto [To, From] : {std::pair(First, Second), std::pair(Second, First)}) {
    Origin O;
    O.Holder = From;
    O.Uncertain = true;
    lend(To, NoPlace, {O}, Key, Key);
  }
}

void FactBuilder::hold(const VarDecl *V, const Expr *At) {
  if (!Borrowers.contains(V) || At == Unread)
    return;
  Fact F{FactKind::Hold};
  F.Borrower = V;
  F.At = At;
  F.Loc = At->getBeginLoc();
  Facts.add(At, F);
}

/// To give a field another value is not to look at what the object borrows.
void FactBuilder::assignedTo(const Expr *Target) {
  const auto *M = dyn_cast<MemberExpr>(Target->IgnoreParens());
  const auto *Ref = M && !M->isArrow() ? dyn_cast<DeclRefExpr>(M->getBase()->IgnoreParenImpCasts()) : nullptr;
  if (Ref && !Ref->getDecl()->getType()->isReferenceType() && !M->getMemberDecl()->getType()->isReferenceType())
    Unread = Ref;
}

/// A container's own affairs, or a field that holds no borrow: what is borrowed is not looked at.
bool FactBuilder::leavesBorrowsAlone(const MemberExpr *M) {
  const Expr *Base = withoutWrappers(M->getBase())->IgnoreImpCasts();
  if (M->isArrow() || !isa<DeclRefExpr>(Base) || isBorrowType(Base->getType().getUnqualifiedType()) ||
      cast<DeclRefExpr>(Base)->getDecl()->getType()->isReferenceType())
    return false;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(M->getMemberDecl())) {
    llvm::StringRef Name = Method->getIdentifier() ? Method->getName() : llvm::StringRef();
    return wrapperOf(Base->getType()) == Wrapper::Container &&
           (inserts(Name) || Name.starts_with("pop") ||
            isOneOf(Name, {"size", "empty", "clear", "reserve", "capacity", "shrink_to_fit", "max_size"}));
  }
  return isa<FieldDecl>(M->getMemberDecl()) && !Engine.borrows().mayHold(M->getMemberDecl()->getType());
}

void FactBuilder::clear(PlaceRef P, const Stmt *Key, bool Inner) {
  Fact F = fact(FactKind::Clear, P, Key);
  F.Inner = Inner;
  Facts.add(Key, F);
}

void FactBuilder::mutation(PlaceRef Object, QualType T, llvm::StringRef Method, const CallExpr *C, Pending &P) {
  Wrapper W = wrapperOf(T);
  const PlaceTable &Table = Places.table();
  if (W == Wrapper::UniquePtr && Method == "release") {
    P.Writes.push_back(fact(FactKind::Forget, Object, C));
    return;
  }
  if (W != Wrapper::Container)
    return;
  if (Method == "reserve")
    Reserved.insert(Object.Id);
  if (Method == "erase" && C->getNumArgs() == 1) {
    // `m.erase(1)`: the very element that `m[1]` named before.
    if (PlaceId Element = Places.erasedElement(Object, T, C->getArg(0)); Element != NoPlace) {
      Fact F = fact(FactKind::Clear, Object, C);
      F.Other = Element;
      P.Writes.push_back(F);
      return;
    }
    // The iterator given is gone, whatever becomes of the others.
    const Expr *A = withoutWrappers(C->getArg(0))->IgnoreImpCasts();
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(A)) {
      if (Construct->getNumArgs() != 1)
        break;
      A = withoutWrappers(Construct->getArg(0))->IgnoreImpCasts();
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(A);
    if (const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr; V && Borrowers.contains(V)) {
      Fact F = fact(FactKind::Clear, Object, C);
      F.Borrower = V;
      P.Writes.push_back(F);
    }
    return;
  }
  // A vector that grows moves its elements, unless room was made for them.
  bool Grows = isOneOf(Method, {"push_back", "emplace_back", "insert", "emplace", "resize"});
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(Object.Id));
  if (Grows && R && R->getName() == "vector" && V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
      Table[Object.Id].Kind == Step::Root && !V->getType()->isReferenceType() && !Reserved.contains(Object.Id)) {
    Fact F = fact(FactKind::Clear, Object, C);
    F.Certain = false;
    P.Writes.push_back(F);
  }
}

} // namespace conure

//===- Fields.cpp - Fields that borrow ------------------------------------===//
//
// A field `Node *next` becomes `::conure::rt::borrowed<Node> next`, which
// counts by itself however it is written; where it is read stands `.get()`. A
// field `Node &owner` keeps its type and gets a guard beside it.
//
//===----------------------------------------------------------------------===//
#include "rewrite/MessageText.h"
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/LocalClasses.h"
#include "rewrite/counts/Owners.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

class FieldWriter : public SourceWalk<FieldWriter> {
public:
  FieldWriter(UnitContext &U, Counted &C, const Uses &Used, Drops &D) : SourceWalk(U), C(C), Used(Used), D(D) {}

  llvm::DenseSet<const ValueDecl *> Made; ///< fields that get another type

  bool VisitFieldDecl(FieldDecl *F) {
    if (!U.isEditable(F->getLocation()))
      return true;
    const auto *R = dyn_cast<CXXRecordDecl>(F->getParent());
    if (!R || R->isLambda())
      return true;
    Counted::Borrow B = C.borrowOf(F->getType());
    if (B == Counted::Borrow::Pointer)
      pointer(F);
    else if (B == Counted::Borrow::Reference)
      reference(F, R);
    else if (pointsToCountedPointer(F->getType()))
      refuse(F, "it points to a pointer");
    else if (onlyDeclared(F->getType()))
      incomplete(F, R);
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->isImplicit() || !U.isEditable(V->getLocation()))
      return true;
    // In a header, those units that know the class say what becomes of it.
    if (const CXXRecordDecl *Class = onlyDeclared(V->getType());
        Class && hasMark(Class, Mark::Counted) && U.sources().isInMainFile(V->getLocation()))
      refuse(V, "its class is only declared in this unit");
    if (isa<ParmVarDecl, DecompositionDecl>(V))
      return true;
    if (pointsToCountedPointer(V->getType()))
      refuse(V, "it points to a pointer");
    else if (V->hasGlobalStorage() && (C.borrowOf(V->getType()) == Counted::Borrow::Pointer ||
                                       C.borrowOf(V->getType()) == Counted::Borrow::Reference))
      refuse(V, "it is static");
    return true;
  }

private:
  void refuse(const ValueDecl *D, const std::string &Why, SourceLocation Loc = {}) {
    ++U.stats().Borrows;
    ++U.stats().Uninstrumented;
    PlacedFinding &F =
        U.uninstrumented(D->getLocation(), "the borrow in '" + D->getNameAsString() + "' is not counted: " + Why);
    if (Loc.isValid())
      F.Notes.push_back({NoteRole::Borrowed, U.place(Loc), "here"});
  }

  /// Node **; Elements.h knows of vector<Node *>, Node *[2] and the like.
  bool pointsToCountedPointer(QualType T) {
    return !T.isNull() && T->isPointerType() && !T->getPointeeType()->isFunctionType() &&
           C.borrowOf(T->getPointeeType()) == Counted::Borrow::Pointer;
  }

  /// The class of the user's that \p T points to, if it has no definition here.
  const CXXRecordDecl *onlyDeclared(QualType T) {
    const CXXRecordDecl *R = T->isPointerType() || T->isReferenceType() ? T->getPointeeCXXRecordDecl() : nullptr;
    return R && !R->hasDefinition() && !R->isDependentContext() && U.isEditable(R->getLocation()) ? R : nullptr;
  }
  /// Whoever knows the class makes the field count; a unit that does not would copy and drop it without.
  void incomplete(const FieldDecl *F, const CXXRecordDecl *Owner) {
    const SourceManager &SM = U.sources();
    const bool Used = llvm::any_of(Owner->methods(), [&](const CXXMethodDecl *M) {
      const FunctionDecl *Body = M->getDefinition();
      return M->isUsed() || (Body && !M->isImplicit() && SM.isInMainFile(SM.getExpansionLoc(Body->getLocation())));
    });
    if (Used && F->getType()->isPointerType())
      U.veto("borrow in field '" + F->getNameAsString() + "' at " + U.placeName(F->getLocation()),
             "its class is only declared in a unit that makes or drops what the field is in", F->getLocation());
  }

  static PointerTypeLoc pointerLoc(const FieldDecl *F) {
    TypeLoc T = F->getTypeSourceInfo()->getTypeLoc();
    if (auto Q = T.getAs<QualifiedTypeLoc>())
      T = Q.getUnqualifiedLoc();
    return T.getAs<PointerTypeLoc>();
  }

  static bool sharesDeclaration(const FieldDecl *F) {
    for (const FieldDecl *Other : F->getParent()->fields())
      if (Other != F && Other->getBeginLoc() == F->getBeginLoc())
        return true;
    return false;
  }

  bool livesWhereNothingDrops(const FieldDecl *F, const CXXRecordDecl *R) {
    const FunctionDecl *Home = homeOf(R, U.sources());
    const CXXRecordDecl *Carrier = C.carrierOf(F->getType()->getPointeeType());
    if (!Home || !Carrier)
      return false;
    const std::string Name = "borrow in field '" + F->getNameAsString() + "'";
    if (std::optional<DropCause> Cause = D.in(Home->getBody(), Carrier)) {
      U.explainElision(F->getLocation(), Name + " is counted: in the function of its class, " + Cause->What +
                                             " (line " + std::to_string(U.place(Cause->Loc).Line) + ")");
      return false;
    }
    U.explainElision(F->getLocation(), Name + " is not counted: values of its class end in '" +
                                           Home->getNameAsString() + "', where nothing drops a '" +
                                           Carrier->getNameAsString() + "'");
    return true;
  }

  void pointer(const FieldDecl *F) {
    const PointerUses &P = Used.of(F);
    const auto *R = cast<CXXRecordDecl>(F->getParent());
    std::string Group = "borrow in field '" + F->getNameAsString() + "' at " + U.placeName(F->getLocation());
    std::string Why;
    PointerTypeLoc Star = pointerLoc(F);
    if (R->isUnion())
      Why = "it is in a union";
    else if (sharesDeclaration(F))
      Why = "it is declared together with other fields";
    else if (!U.isPlain(F->getBeginLoc()) || (Star && !U.isPlain(Star.getStarLoc())) || !U.isPlain(F->getLocation()))
      Why = "it is written by a macro";
    if (!Why.empty())
      return refuse(F, Why);
    // An alias of a pointer type is taken as a whole.
    SourceLocation TypeEnd = Star ? Star.getStarLoc() : F->getLocation();
    std::optional<std::string> Type = onOneLine(U.text(F->getBeginLoc(), TypeEnd), U.lang());
    if (!Type)
      return refuse(F, "its type holds a preprocessor directive");
    ++U.stats().Borrows;
    if (U.options().Elide && livesWhereNothingDrops(F, R)) {
      ++U.stats().Elided;
      return;
    }
    ++U.stats().Counted;
    llvm::StringRef Spelled = llvm::StringRef(*Type).rtrim();
    std::string Prefix;
    if (Spelled.consume_front("mutable "))
      Prefix = "mutable ";
    std::string Text = Prefix + "::conure::rt::borrowed<" +
                       (Star ? Spelled.str() : "::std::remove_pointer_t<" + Spelled.str() + ">") + ">";
    if (Star)
      TypeEnd = U.afterToken(TypeEnd);
    if (!Star || U.text(TypeEnd, F->getEndLoc()).take_front(1).find_first_of(" \t\n") == llvm::StringRef::npos)
      Text += " ";
    Made.insert(F);
    U.pointers().Groups.insert({pointerNode(U, F), Group});
    U.replace(F->getBeginLoc(), TypeEnd, Text, Group, "borrow in a field");
    if (!P.Escape.empty())
      U.veto(Group, P.Escape, P.EscapeLoc);
    else if (P.Owns)
      U.veto(Group, "it owns what it points to", P.OwnsLoc);
    else if (!isClosed(U, F))
      U.veto(Group, "units that are not seen here may name it; make an index of all and give it with --index",
             F->getLocation());
  }

  void reference(const FieldDecl *F, const CXXRecordDecl *R) {
    if (R->isAggregate())
      return refuse(F, "it is in an aggregate");
    SourceLocation End = F->getEndLoc();
    if (!U.isPlain(End) || sharesDeclaration(F))
      return refuse(F, U.isPlain(End) ? "it is declared together with other fields" : "it is written by a macro");
    End = U.afterToken(End);
    Token Semi;
    if (Lexer::getRawToken(End, Semi, U.sources(), U.lang(), true) || Semi.isNot(tok::semi))
      return refuse(F, "its declaration does not end in a semicolon");
    ++U.stats().Borrows;
    ++U.stats().Counted;
    std::string Name = F->getNameAsString();
    U.insert(Semi.getEndLoc(), " ::conure::rt::guard conure_" + Name + "_g{" + Name + "};",
             "borrow in field '" + Name + "' at " + U.placeName(F->getLocation()), "borrow in a field");
  }

  Counted &C;
  const Uses &Used;
  Drops &D;
};

} // namespace

bool isClosed(UnitContext &U, const FieldDecl *F) {
  const auto *R = cast<CXXRecordDecl>(F->getParent());
  const SourceManager &SM = U.sources();
  if (U.options().seesAll() || SM.isInMainFile(SM.getExpansionLoc(F->getLocation())))
    return true;
  if (F->getAccess() != AS_private || R->hasFriends())
    return false;
  for (const DeclContext *Context = R; isa<CXXRecordDecl>(Context); Context = Context->getParent())
    for (const Decl *D : Context->decls()) {
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        D = T->getTemplatedDecl();
      const auto *M = dyn_cast<CXXMethodDecl>(D);
      if (!M || M->isImplicit() || M->isDeleted() || M->isExplicitlyDefaulted() || M->isPureVirtual())
        continue;
      const FunctionDecl *Body = M->getDefinition();
      if (!Body || SM.isInMainFile(SM.getExpansionLoc(Body->getLocation())))
        return false;
    }
  return true;
}

void countFields(UnitContext &U, Counted &C, const Uses &Used, Drops &D) {
  FieldWriter Writer(U, C, Used, D);
  Writer.walk();
  // What other units and this one read of each field; the type is changed where the field is declared.
  for (const auto &[D, P] : Used.all()) {
    const auto *F = dyn_cast<FieldDecl>(D);
    if (!F || C.borrowOf(F->getType()) != Counted::Borrow::Pointer || !Writer.Made.contains(F))
      continue;
    std::string Group = "borrow in field '" + F->getNameAsString() + "' at " + U.placeName(F->getLocation());
    for (const MemberExpr *E : P.Reads) {
      if (!U.isEditable(E->getBeginLoc()))
        continue;
      SourceLocation End = E->getMemberLoc();
      if (!U.isPlain(End)) {
        U.veto(Group, "a macro reads it", E->getBeginLoc());
        continue;
      }
      U.append(U.afterToken(End), ".get()", Group, "read of a counted pointer");
    }
    if (!P.Escape.empty())
      U.veto(Group, P.Escape, P.EscapeLoc);
    else if (P.Owns)
      U.veto(Group, "it owns what it points to", P.OwnsLoc);
  }
}

} // namespace conure::rewrite

//===- UniqueJudge.cpp - Is this use of a unique value allowed? -----------===//
#include "checks/model/UniqueJudge.h"
#include "checks/model/Availability.h"
#include "checks/model/Crossing.h"
#include "checks/model/Holding.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/MovedValues.h"
#include "checks/model/PathSteps.h"
#include "checks/model/RecoverAdvice.h"
#include "checks/model/UniqueWording.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {

namespace {

/// Does \p S name \p Var? A call of another method counts as naming any field.
class Names : public RecursiveASTVisitor<Names> {
public:
  explicit Names(const ValueDecl *Var) : Var(Var) {}
  bool VisitDeclRefExpr(DeclRefExpr *E) { return !(Found |= E->getDecl() == Var); }
  bool VisitMemberExpr(MemberExpr *E) {
    Found |= E->getMemberDecl() == Var;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(E->getMemberDecl()))
      Found |= isa<FieldDecl>(Var) && !Method->isStatic() && isa<CXXThisExpr>(E->getBase()->IgnoreParenImpCasts());
    return !Found;
  }
  bool Found = false;

private:
  const ValueDecl *Var;
};

class Judge {
public:
  Judge(Model &M, const UniquePlace &P, const Use &U) : M(M), P(P), U(U) {}

  std::optional<Finding> judge() {
    switch (U.Kind) {
    case UseKind::Read:
    case UseKind::Discarded:
    case UseKind::Inner:
    case UseKind::StdValue:
      return std::nullopt;
    case UseKind::Consumed:
      return std::nullopt;
    case UseKind::Copied:
      return copied();
    case UseKind::MovedOut:
      return movedOut();
    case UseKind::Receiver:
      return receiver();
    case UseKind::Assigned:
      return assigned();
    case UseKind::RangeFor:
      return rangeFor();
    default:
      return borrow();
    }
  }

private:
  QualType part() const { return U.Part.getUnqualifiedType(); }
  /// What may cross a process's border may leave and enter a unique value.
  bool isSendablePart() const { return !U.Pointer && M.types().isSendable(part()); }

  /// A borrow of an outside variable of value type cannot leave the body unless the result can hold it.
  bool staysInBody() const {
    return P.How == Exposure::OutsideValue && P.Body && !mayHoldBorrowOf(M, P.Body->Result, P.Type);
  }

  std::string named() const {
    if (P.Var)
      return "'" + P.Var->getNameAsString() + "'";
    std::string Text = sourceText(M, P.Named);
    if (isa<CXXThisExpr>(P.Named))
      return "'this'";
    return Text.empty() ? "the value" : "'" + Text + "'";
  }

  /// "the unique value 'u'", "'u->name', a part of the unique value 'u'".
  std::string place() const {
    const Expr *Core = U.Path ? corePath(U.Path, P.Named) : P.Named;
    std::string Written = Core == P.Named ? "" : sourceText(M, Core);
    llvm::StringRef Text = Written;
    Text.consume_back("->");
    bool Part = !Text.empty();
    std::string Whole = P.isOutside() ? named() + ", which is declared outside of the recover body"
                                      : (P.Var ? "the unique value " + named() : "a unique value");
    return Part ? "'" + Text.str() + "', a part of " + Whole : Whole;
  }

  /// place(), for a sentence that goes on after it.
  std::string placeWithin() const {
    std::string Place = place();
    return llvm::StringRef(Place).contains(", ") ? Place + "," : Place;
  }

  Finding make(llvm::StringRef Rule, SourceLocation Loc, std::string Message, SourceRange Range) const {
    if (P.isOutside())
      Rule = "recover-capture";
    Finding F(Rule, M.sources().getExpansionLoc(Loc).isValid() ? Loc : P.Named->getExprLoc(), std::move(Message));
    F.range(Range);
    return F;
  }

  /// The notes that every finding ends with.
  Finding finish(Finding F, std::string Help) const {
    if (P.isOutside())
      F.note(NoteRole::Reason, P.Body->Whole->getExprLoc(),
             P.Body->Implicit ? "returning a '" + M.types().spell(P.Body->Result) +
                                    "' as a unique value means 'recover', which lets nothing outside point into it"
                              : "this recover makes a value that nothing outside of it points into, and that points at "
                                "nothing outside",
             P.Body->Whole->getSourceRange());
    if (P.Var)
      F.note(NoteRole::Declared, P.Var->getLocation(),
             named() + " is declared here, as '" + M.types().spell(P.Var->getType()) + "'");
    F.help(std::move(Help));
    return F;
  }

  std::optional<Finding> copied() {
    if (U.Pointer || isSendablePart() || M.types().isBorrowFree(part()))
      return std::nullopt;
    Finding F = make("uni-borrow", U.Path->getExprLoc(),
                     "copying " + placeWithin() + " copies the borrows that '" + M.types().spell(part()) + "' may hold",
                     U.Path->getSourceRange());
    TypeKinds::explain(F, M.types().borrowFree(part()));
    return finish(std::move(F), P.isOutside() ? "build the value inside the recover body"
                                              : "consume the whole value with 'std::move', or copy its plain parts");
  }

  /// A value that is an outside variable in sight may be moved: where it is borrowed, the flow rules tell.
  bool mayMoveValue() const {
    if (!takesPartsAlong(M, part()))
      return true;
    if (P.isOutside()) {
      const Expr *Moved = movedOperand(U.Path);
      return !P.Captured && !farSource(M, Moved ? Moved : U.Path, /*CapturesAreNear=*/true);
    }
    return U.WholeMoved || M.types().isBorrowFree(P.Type) || !mayHoldBorrowOf(M, P.Type, part());
  }

  std::optional<Finding> movedOut() {
    if (isSendablePart() && mayMoveValue())
      return std::nullopt;
    if (P.isOutside()) {
      Finding F = make("recover-capture", U.Path->getExprLoc(), "moving " + placeWithin() + " into the recovered value",
                       U.Path->getSourceRange());
      F.note(NoteRole::Reason, U.Path->getExprLoc(),
             "borrows of it may exist outside, and would point into the result");
      return finish(std::move(F), M.types().isBorrowFree(part()) ? "copy it, or build it inside the recover body"
                                                                 : "build it inside the recover body");
    }
    if (U.WholeMoved || M.types().isBorrowFree(P.Type))
      return std::nullopt;
    Finding F = make("uni-borrow", U.Path->getExprLoc(),
                     "moving " + placeWithin() + " out of it: '" + M.types().spell(P.Type) +
                         "' may hold a borrow of what is moved",
                     U.Path->getSourceRange());
    TypeKinds::explain(F, M.types().borrowFree(P.Type));
    return finish(std::move(F),
                  "consume the whole value: 'recover(std::move(…))' gives a plain '" + M.types().spell(P.Type) + "'");
  }

  std::optional<Finding> receiver() {
    if (P.How == Exposure::OutsideValue) {
      const CXXRecordDecl *R = part()->getAsCXXRecordDecl();
      bool Trusted = R && hasMark(R, Mark::Sendable);
      if (!Trusted && (staysInBody() || U.ResultUnused))
        return refused(refuseMemory(M, P, U));
    }
    return refused(refuseCall(M, P, U));
  }

  std::optional<Finding> refused(std::optional<Refusal> No) const {
    if (!No)
      return std::nullopt;
    std::string Callee = U.Callee ? "'" + U.Callee->getNameAsString() + "'" : "this method";
    const auto *Call = cast<Expr>(U.At);
    Finding F =
        make("uni-call", Call->getExprLoc(), Callee + " cannot be called on " + place(), Call->getSourceRange());
    if (No->Path)
      TypeKinds::explain(F, *No->Path);
    F.note(NoteRole::Reason, No->Loc, No->Why, No->Range);
    if (!No->ToRecover)
      return finish(std::move(F), No->Help);
    RecoverAdvice Advice = adviseRecover(M, No->ToRecover);
    if (Advice.Mend)
      F.fix(std::move(*Advice.Mend));
    return finish(std::move(F), Advice.Help);
  }

  std::optional<Finding> assigned() {
    if (auto F = assignedFromAfar())
      return F;
    if (isSendablePart())
      return std::nullopt;
    TypeKinds &K = M.types();
    bool Whole = P.isOutside() && U.Whole;
    if (!Whole &&
        (isSendableExpression(M, U.Right, U.Right->getType()) || isValueList(U.Right) || isEmptyList(U.Right)))
      return std::nullopt;
    QualType Right = ignoreWrappers(U.Right)->getType();
    Finding F = make("uni-assign", cast<Expr>(U.At)->getExprLoc(),
                     Whole ? "assigning to " + place()
                           : "assigning a '" + K.spell(Right) + "', which is not sendable, to " + place(),
                     U.At->getSourceRange());
    if (!Whole)
      TypeKinds::explain(F, K.sendable(Right.getUnqualifiedType()));
    if (Whole)
      return finish(std::move(F), "give the value out as the result of recover");
    if (K.isBorrow(Right))
      return finish(std::move(F), "a unique value borrows nothing outside of it; to borrow a part of its own, do this "
                                  "where it is not unique: inside a recover body");
    RecoverAdvice Advice = adviseRecover(M, U.Right);
    if (Advice.Mend)
      F.fix(std::move(*Advice.Mend));
    return finish(std::move(F), Advice.Help);
  }

  /// A value that is moved in takes its memory along, and what borrows from that.
  std::optional<Finding> assignedFromAfar() const {
    if (!P.isOutside()) {
      auto Far = movedFromAfar(M, U.Right);
      if (Far.empty())
        return std::nullopt;
      const FarSource &From = Far.front();
      Finding F = make("uni-assign", From.Moved->getExprLoc(),
                       From.What + " is moved into " + place() + ", but a borrow of it may stay behind",
                       U.At->getSourceRange());
      if (From.Declared.isValid())
        F.note(NoteRole::Declared, From.Declared, "it is declared here");
      return finish(std::move(F), "assign a copy, or only what is a local variable or a parameter taken by value");
    }
    const Expr *Moved = movedOperand(underConversions(U.Right));
    if (!Moved || !takesPartsAlong(M, Moved->getType()) || !mayHoldBorrowOf(M, P.Body->Result, Moved->getType()))
      return std::nullopt;
    Finding F = make("recover-capture", Moved->getExprLoc(),
                     "moving into " + placeWithin() + " takes memory along that the result may hold a borrow of",
                     U.At->getSourceRange());
    return finish(std::move(F), "assign a copy");
  }

  /// `{1, 2, 3}` for a library container: the elements are copied.
  bool isValueList(const Expr *E) const {
    E = ignoreWrappers(E);
    const auto *S = E->getType()->getAs<RecordType>();
    const auto *R = S ? dyn_cast<ClassTemplateSpecializationDecl>(E->getType()->getAsCXXRecordDecl()) : nullptr;
    return R && isStd(R) && R->getIdentifier() && R->getName() == "initializer_list" &&
           M.types().isValue(R->getTemplateArgs()[0].getAsType());
  }
  /// `{}`: a fresh empty value of a library class.
  static bool isEmptyList(const Expr *E) {
    const auto *Made = dyn_cast<CXXConstructExpr>(ignoreWrappers(E));
    return Made && isStd(Made->getConstructor()) && Made->getConstructor()->isDefaultConstructor();
  }

  std::optional<Finding> rangeFor() {
    const auto *Loop = cast<CXXForRangeStmt>(U.At);
    const VarDecl *V = Loop->getLoopVariable();
    if (staysInBody())
      return std::nullopt;
    bool ByValue = !V->getType()->isReferenceType() && M.types().isValue(V->getType().getUnqualifiedType());
    std::string Var =
        isa<DecompositionDecl>(V) ? "the structured binding" : "the loop variable '" + V->getNameAsString() + "'";
    if (!ByValue) {
      Finding F =
          make("uni-borrow", V->getLocation(),
               Var + " of type '" + M.types().spell(V->getType()) + "' borrows from " + place(), V->getSourceRange());
      if (!V->getType()->isReferenceType())
        TypeKinds::explain(F, M.types().value(V->getType().getUnqualifiedType()));
      return finish(std::move(F), adviseLoop(M, P, part(), V));
    }
    Names N(P.Var);
    if (P.Var)
      N.TraverseStmt(const_cast<Stmt *>(Loop->getBody()));
    if (!N.Found)
      return std::nullopt;
    Finding F = make("uni-borrow", Loop->getForLoc(),
                     "this loop walks over " + placeWithin() + " while its body uses " + named(),
                     Loop->getRangeInit()->getSourceRange());
    F.note(NoteRole::Reason, Loop->getRangeInit()->getExprLoc(),
           "the loop holds a borrow of the elements until it ends; the body could move or change them");
    return finish(std::move(F), "collect the values first, or loop over an index");
  }

  /// Could whoever gets this borrow of a value take its memory?
  bool letsMemoryOut() const {
    if (!takesPartsAlong(M, part()))
      return false;
    if (U.Kind == UseKind::Captured)
      return false; // the uses in the closure are judged
    if (!U.Target)
      return U.Kind != UseKind::Argument || U.Moved || !U.Path->getType().isConstQualified();
    QualType T = U.Target->getType();
    if (!T->isReferenceType() && !T->isPointerType())
      return false; // a view of it, say
    if (T->getPointeeType().isConstQualified())
      return false;
    return U.Kind != UseKind::Argument || !U.Callee || !isLibraryReader(U.Callee) || isSwap(U.Callee) || U.Moved;
  }

  std::optional<Finding> borrow() {
    if (staysInBody() && U.Kind != UseKind::Thrown && !letsMemoryOut())
      return std::nullopt;
    std::string Text;
    SourceLocation Loc = U.Path->getExprLoc();
    SourceRange Range = U.Path->getSourceRange();
    std::string Name = U.Target ? "'" + U.Target->getNameAsString() + "'" : "";
    std::string Type = U.Target ? "'" + M.types().spell(U.Target->getType()) + "'" : "";
    if (U.Target && U.Target->getDeclName().isEmpty())
      Name = "";
    switch (U.Kind) {
    case UseKind::Variable:
      if (isa<DecompositionDecl>(U.Target))
        Name = "this structured binding";
      Text = (Name.empty() ? "a variable" : Name) + " borrows " + place();
      Loc = U.Target->getLocation();
      break;
    case UseKind::Argument:
      Text = "this argument borrows " + place();
      break;
    case UseKind::Captured:
      Text = "this lambda captures a borrow of " + place();
      break;
    case UseKind::Returned:
      Text = "this return gives out a borrow of " + place();
      break;
    case UseKind::Stored:
      Text = "a borrow of " + placeWithin() + " is stored" + (Name.empty() ? "" : " in " + Name);
      break;
    case UseKind::Thrown:
      Text = "this throws a borrow of " + place();
      break;
    case UseKind::Address:
      Text = "this takes the address of " + place();
      break;
    default:
      Text = "this use borrows " + place();
      break;
    }
    Finding F = make("uni-borrow", Loc, std::move(Text), Range);
    if (U.Kind == UseKind::Argument && U.Callee) {
      const auto *Param = dyn_cast_or_null<ParmVarDecl>(U.Target);
      std::string Callee = isa<CXXConstructorDecl>(U.Callee)
                               ? "the constructor of '" + U.Callee->getNameAsString() + "'"
                               : "'" + U.Callee->getNameAsString() + "'";
      if (Param)
        F.note(NoteRole::Reason, Param->getLocation(),
               "parameter " + (Name.empty() ? "" : Name + " ") + "of " + Callee + " is a " + Type +
                   ", which could be kept after the call");
    } else if (U.Kind == UseKind::Variable) {
      F.note(NoteRole::Reason, U.Target->getLocation(),
             (Name.empty() ? "it" : Name) + " is a " + Type + (U.Pointer ? "" : ", a reference") +
                 " that would still be there after the value was sent away");
    }
    return finish(std::move(F), help());
  }

  std::string help() const {
    if (P.How == Exposure::OutsideValue)
      return "pass a copy of it: '" + M.types().spell(P.Type) + "(" + (P.Var ? P.Var->getNameAsString() : "…") + ")'";
    if (P.isOutside())
      return "inside a recover body it can be the receiver of a call, be read, or be copied; nothing else";
    if (isSendablePart() && M.types().isValue(part()))
      return "copy it: a '" + M.types().spell(part()) + "' is a value";
    if (U.Kind == UseKind::Captured)
      return "move it into the lambda: '[" + (P.Var ? P.Var->getNameAsString() : "u") + " = std::move(" +
             (P.Var ? P.Var->getNameAsString() : "u") + ")]'";
    if (U.Whole)
      return "move it with 'std::move', call its methods directly, or copy what is needed";
    return "call its methods directly, copy what is needed, or work on it before it is unique, inside 'recover'";
  }

  Model &M;
  const UniquePlace &P;
  const Use &U;
};

} // namespace

std::optional<Finding> judgeUses(Model &M, const UniquePlace &P, llvm::ArrayRef<Use> Uses) {
  for (const Use &U : Uses)
    if (auto F = Judge(M, P, U).judge())
      return F;
  return std::nullopt;
}

} // namespace conure

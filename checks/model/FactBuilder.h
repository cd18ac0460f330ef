//===- FactBuilder.h - From a function's body to its facts ----------------===//
//
// Defines FactBuilder, which walks one function's body once, in source order,
// and records at each statement what takes effect there. Statements are the keys;
// the order in which they run is the CFG's business. For Flow.
//
// A move takes effect where the value is taken, not where std::move is written:
// at the construction of a by-value parameter, or at the call for a `T&&` one.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_FACTBUILDER_H
#define CONURE_CHECKS_MODEL_FACTBUILDER_H

#include "checks/model/BorrowTypes.h"
#include "checks/model/Facts.h"
#include "checks/model/Places.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>

namespace conure {

class FlowEngine;
struct Summary;

class OwnMentions;

class FactBuilder {
public:
  FactBuilder(FlowEngine &Engine, PlaceResolver &Places, FactSet &Facts)
      : Engine(Engine), Places(Places), Facts(Facts) {}

  void build(const clang::FunctionDecl *F);

private:
  /// What happens to the place that a glvalue expression names.
  enum class Role {
    None,  ///< it is only named: bound to a reference, its address taken
    Read,  ///< its value is read
    Write, ///< it may be given a new value: a `T&` argument
    Give,  ///< it is bound to a `T&&` that takes the value
  };

  /// Facts that take effect at a call, after its arguments are evaluated.
  struct Pending {
    llvm::SmallVector<Fact, 4> Reads, Moves, LateReads, Writes;
  };

  // FactBuilder.cpp: statements; FactExprs.cpp: expressions.
  void stmt(const clang::Stmt *S);
  void declaration(const clang::Decl *D);
  void variable(const clang::VarDecl *V);
  void expr(const clang::Expr *E, Role R);
  void evaluate(const clang::Expr *E);
  void evaluateCast(const clang::CastExpr *C);
  void evaluateUnary(const clang::UnaryOperator *U);
  void evaluateBinary(const clang::BinaryOperator *B);
  void children(const clang::Stmt *S);
  void effect(PlaceRef P, const clang::Expr *E, Role R, const void *Key);
  void changeIndex(const clang::Expr *Variable, const clang::Stmt *Key);
  bool isMovable(clang::QualType T) const;
  Fact fact(FactKind Kind, PlaceRef P, const clang::Stmt *At) const;

  // FactCalls.cpp: calls, constructors; FactOperators.cpp: operators, swaps.
  void call(const clang::CallExpr *C);
  void memberCall(const clang::CXXMemberCallExpr *C, Pending &P);
  void operatorCall(const clang::CXXOperatorCallExpr *C, Pending &P);
  void construct(const clang::CXXConstructExpr *C);
  void receiver(PlaceRef Object, const clang::Expr *Base, const clang::CXXMethodDecl *M, const clang::CallExpr *C,
                Pending &P);
  /// Where the arguments of a call go, if their old owner must not reach them any more.
  enum class Leaves { No, Sent, Frozen };
  void arguments(llvm::ArrayRef<const clang::Expr *> Args, const clang::FunctionDecl *F,
                 const clang::FunctionProtoType *Proto, unsigned FirstParameter, bool Unsequenced, Leaves To,
                 Pending &P, llvm::ArrayRef<FactId> Before = {});
  void argument(const clang::Expr *A, clang::QualType Parameter, bool Forwards, Pending &P);
  void commit(Pending &P, const clang::Stmt *Key);
  void clashes(llvm::ArrayRef<FactId> Bounds);
  void swapped(const clang::Expr *A, const clang::Expr *B, const clang::CallExpr *C, Pending &P);
  bool isFreeSwap(const clang::FunctionDecl *F, llvm::ArrayRef<const clang::Expr *> Args);
  Leaves leaves(const clang::CallExpr *C) const;
  bool isFrozenPointer(clang::QualType T) const;

  // FactHandovers.cpp: what calls may move out of what they borrow.
  struct Handover {
    Leaves To = Leaves::No;
    bool Unique = false;                  ///< into a unique value; what is no value may not go there in the first place
    const clang::VarDecl *Into = nullptr; ///< or: into this variable, which may leave later
    const clang::VarDecl *Loop = nullptr; ///< the loop's own iterator, by which an element is moved
  };
  struct DelayedHandover {
    const clang::ValueDecl *Into;
    const clang::Stmt *Key;
    Fact What;
  };
  void handedOut(llvm::ArrayRef<const clang::Expr *> Values, Leaves To, bool Unique = false);
  void handedInto(const clang::VarDecl *Into, const clang::Expr *Value);
  void handovers(const clang::Expr *Value, Handover &H);
  void handoversOf(const clang::CallExpr *C, Handover &H);
  void closureHandovers(const clang::CallExpr *C, const clang::Expr *E, Handover &H);
  void handedOver(const clang::Expr *C, const clang::Expr *Operand, clang::QualType T, Handover &H,
                  bool Certainly = false);
  void elementTaken(const clang::Expr *Value, const clang::Expr *Range, Handover H);
  void elementsMoved(llvm::StringRef Name, llvm::ArrayRef<const clang::Expr *> Args, const clang::Stmt *Key);
  bool mayGiveOut(const clang::CallExpr *C, clang::QualType Of);
  bool leavesAllAlone(const clang::FunctionDecl *F);

  // FactLeaving.cpp: what is moved on, and leaves later.
  struct MovedOnce {
    const clang::VarDecl *From;
    const clang::VarDecl *Into;
    const clang::Expr *At;
  };
  void movedOn(const clang::Expr *Value, const Handover &H);
  void passedOn(const clang::FunctionDecl *F, const clang::Expr *Object, llvm::ArrayRef<const clang::Expr *> Args,
                const clang::FunctionProtoType *Proto);
  void delayedHandovers();

  // ClosureFacts.cpp
  void lambda(const clang::LambdaExpr *L);
  void applyClosure(const clang::LambdaExpr *L, const clang::CXXMethodDecl *Operator, const clang::Expr *Key,
                    bool Called, bool Once = true);
  void applyBody(const clang::CXXMethodDecl *Operator, const clang::Expr *Key, bool Called, bool Once);
  const clang::LambdaExpr *closureOf(const clang::Expr *E) const;

  // BorrowOrigins.cpp: what an expression's value borrows.
  struct Origin {
    PlaceRef Where;
    const clang::VarDecl *Holder = nullptr;                     ///< or: what this variable borrows
    const clang::MaterializeTemporaryExpr *Temporary = nullptr; ///< or: what ends with the statement
    PlaceId Slot = NoPlace;                                     ///< the part of Holder that is read
    int Level = 0;
    bool Closure = false;
    bool Uncertain = false;
    bool ForSends = false; ///< see Loan
    bool SomePart = false;
  };
  using Origins = llvm::SmallVector<Origin, 2>;
  bool isBorrower(const clang::VarDecl *V) const;
  bool isBorrowType(clang::QualType T) const;
  void origins(const clang::Expr *E, Origins &Out, unsigned Depth = 0);
  void named(const clang::Expr *E, Origins &Out);
  void loaded(const clang::Expr *E, Origins &Out, unsigned Depth);
  void held(const clang::Expr *E, clang::QualType T, Origins &Out, unsigned Depth);
  void keptOrigins(const clang::Expr *Given, Kept K, Origins &Out, unsigned Depth);
  void constructOrigins(const clang::CXXConstructExpr *C, Origins &Out, unsigned Depth);
  void callOrigins(const clang::CallExpr *C, Origins &Out, unsigned Depth);
  void methodOrigins(const clang::CXXMethodDecl *M, const clang::Expr *Base, bool Arrow, clang::QualType Result,
                     Origins &Out, unsigned Depth);
  void resultOrigins(const clang::FunctionDecl *F, llvm::ArrayRef<const clang::Expr *> Args, clang::QualType Result,
                     Origins &Out, unsigned Depth);
  void libraryOrigins(llvm::ArrayRef<const clang::Expr *> Args, clang::QualType Result, Origins &Out, unsigned Depth);
  static void shift(Origins &Out, unsigned From, int By);
  void content(Origins &Out, unsigned From, clang::QualType Owner);

  // FactOutputs.cpp: borrows that come into a variable from elsewhere.
  void comesInto(const clang::VarDecl *V, Origins &O, const clang::Stmt *Key);
  void closureOutputs(const clang::CXXMethodDecl *Operator, const clang::Expr *Key);
  const clang::LambdaExpr *passedClosure(const clang::Expr *E) const;
  void callbackOutputs(const clang::Expr *Object, llvm::ArrayRef<const clang::Expr *> Args, const clang::Stmt *Key);
  void closureOrigins(const clang::CXXMethodDecl *Operator, Origins &Out, unsigned Depth);
  void callOutputs(const clang::FunctionDecl *F, const clang::Expr *Object, llvm::ArrayRef<const clang::Expr *> Args,
                   const clang::Stmt *Key);
  void insertedBy(const clang::Expr *To, Origins O, const clang::Stmt *Key);
  bool writtenByInserter(const clang::Expr *To, const clang::Expr *Value, const clang::Stmt *Key);
  void libraryOutputs(const clang::FunctionDecl *F, llvm::ArrayRef<const clang::Expr *> Args, const clang::Stmt *Key);
  void tieOutputs(const clang::Expr *Tie, const clang::Expr *Value, const clang::Stmt *Key);

  // FactStrays.cpp: borrows that go out of sight.
  struct LentAgain {
    const clang::VarDecl *To; ///< null: out of sight
    PlaceId Slot;
    Origin From;
    unsigned Known; ///< loans of From that have been seen
    const clang::Stmt *At;
    const void *Key;
  };
  bool isOwnPlace(PlaceId Of) const;
  LoanId strayLoan(PlaceId Of, PlaceId Slot, bool SomePart, const clang::Stmt *At);
  void stray(PlaceId Slot, const Origins &From, const clang::Stmt *Key);
  PlaceId strongPlace(PlaceRef P) const;
  void storedInto(const clang::Expr *Target, bool Behind, Origins O, const clang::Stmt *Key);
  void handedOn(const clang::Expr *Value, const clang::Stmt *Key);
  void replaced(PlaceRef Target, const clang::Stmt *Key);
  void maySpread(const clang::Expr *Object, llvm::ArrayRef<const clang::Expr *> Args, const clang::Stmt *Key);
  void finishStrays();
  void relendLater(const clang::VarDecl *To, PlaceId Slot, const Origin &From, unsigned Known, const clang::Stmt *At,
                   const void *Key);
  void relend();

  // FactEscapes.cpp: what outlives the function.
  void leaves(const Origins &O, const clang::Stmt *At, clang::SourceLocation Loc, const clang::FieldDecl *Field);
  void returned(const clang::ReturnStmt *R);
  bool staysInField(const clang::FieldDecl *Field, const clang::MemberExpr *Own, clang::SourceLocation At);
  void leftInField(const clang::Expr *Target, const Origins &O, const clang::Stmt *Key);
  void leftByInitialiser(const clang::CXXCtorInitializer *I);

  // BorrowFacts.cpp: loans.
  void bind(const clang::VarDecl *V, const clang::Expr *From, const void *Key, const clang::Stmt *At);
  void rebind(const clang::VarDecl *V, PlaceId Slot, const void *Key, const clang::Stmt *At, bool Perhaps = false);
  void lentAt(FactKind Kind, LoanId L, LoanId Source, bool Maybe, const void *Key, const clang::Stmt *At);
  void lend(const clang::VarDecl *V, PlaceId Slot, const Origins &From, const void *Key, const clang::Stmt *At);
  const clang::VarDecl *holderOf(PlaceRef P) const;
  void assignBorrow(const clang::Expr *To, const clang::Expr *From, const clang::Stmt *Key);
  void keep(PlaceRef Object, const clang::Expr *Base, const clang::CXXMethodDecl *M,
            llvm::ArrayRef<const clang::Expr *> Args, const clang::Stmt *Key);
  void emptied(PlaceRef Object, const clang::Stmt *Key);
  void swapBorrows(PlaceRef A, PlaceRef B, const clang::Stmt *Key);
  void assignedTo(const clang::Expr *Target);
  bool leavesBorrowsAlone(const clang::MemberExpr *M);
  void hold(const clang::VarDecl *V, const clang::Expr *At);
  void clear(PlaceRef P, const clang::Stmt *Key, bool Inner);
  void mutation(PlaceRef Object, clang::QualType T, llvm::StringRef Method, const clang::CallExpr *C, Pending &P);

  FlowEngine &Engine;
  PlaceResolver &Places;
  FactSet &Facts;
  const clang::FunctionDecl *Function = nullptr;
  /// Variables that hold a closure, and closures whose effects are accounted for.
  llvm::DenseMap<const clang::VarDecl *, const clang::LambdaExpr *> Closures;
  const clang::LambdaExpr *Accounted = nullptr;
  llvm::DenseSet<const clang::LambdaExpr *> Walked;
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<LoanId, 2>> LoansOf;
  llvm::DenseSet<const clang::VarDecl *> Borrowers;
  llvm::DenseSet<PlaceId> Reserved;
  std::shared_ptr<OwnMentions> OfObject; ///< made when first asked for, see FactEscapes.cpp
  std::vector<DelayedHandover> Delayed;
  std::vector<MovedOnce> MovedInto;
  /// Variables that are sent, or frozen, somewhere in the function; and where values are moved that leave.
  llvm::DenseMap<const clang::ValueDecl *, std::pair<bool, bool>> Left;
  llvm::DenseSet<const clang::Stmt *> LeftAt;
  /// Borrows out of sight, by what they borrow and where they were put; what replaces them, and who may spread them.
  llvm::DenseMap<std::pair<PlaceId, PlaceId>, LoanId> Strays;
  std::vector<std::pair<const clang::Stmt *, Fact>> Replaced;
  std::vector<std::pair<const clang::Stmt *, bool>> Spreads;
  std::vector<LentAgain> Lent;
  bool Relending = false;
  bool HasLoops = false;
  /// Values may leave the process: the unit uses Conure.
  bool Leaving = false;
  /// Names a borrower without looking at what it borrows.
  const clang::Expr *Unread = nullptr;
};

/// The conditional operator that \p E is, or gives to std::move and its like.
const clang::ConditionalOperator *choiceIn(const clang::Expr *E);
/// The function that a call of the library runs if it is given \p E; null if \p E does not name one.
const clang::FunctionDecl *calledByLibrary(const clang::Expr *E);
/// \p E without parentheses, full-expression and temporary wrappers.
const clang::Expr *withoutWrappers(const clang::Expr *E);

} // namespace conure

#endif

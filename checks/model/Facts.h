//===- Facts.h - What a function does to its places, step by step ---------===//
//
// Defines Fact, one event of the flow analysis (a use, a move, a borrow…), Loan,
// one borrow of a place held in a variable, and FactSet, the events of one
// function by the statement at which they take effect. FactBuilder makes them;
// Flow runs over them.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_FACTS_H
#define CONURE_CHECKS_MODEL_FACTS_H

#include "checks/model/Places.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

namespace conure {

enum class FactKind : uint8_t {
  Use,      ///< the value at the place is read, with all of its parts
  Move,     ///< the value is moved out
  Restore,  ///< the place has a fresh value (assigned, declared, maybe filled by a call)
  Touch,    ///< what the place owns on the heap changes, its own parts do not
  Index,    ///< an index variable changes: elements named by it are others now
  Drop,     ///< the object at the place ends; its storage is gone
  Clear,    ///< what the place owns on the heap is dropped; the object stays
  Issue,    ///< a loan starts
  Copy,     ///< a loan starts if another one is live
  Rebind,   ///< a borrow variable gets another value: its loans end
  Hold,     ///< a borrow variable is read
  Return,   ///< a loan leaves the function with its result, or in a field of its object
  Helper,   ///< a method of the same object is called
  Forget,   ///< what the place owned on the heap has another owner now
  Dangle,   ///< a borrow variable is bound to a temporary that ends with the statement
  Swap,     ///< the values of two places change places, moved or not
  Handover, ///< a call may have moved what the place owns into its result, which leaves
};

using FactId = unsigned;
using LoanId = unsigned;
constexpr unsigned NoId = ~0u;

struct Fact {
  explicit Fact(FactKind Kind) : Kind(Kind) {}

  FactKind Kind;
  /// Use: only the place itself is read on the way to a part, as by `*u`.
  bool Shallow = false;
  /// Use: the pointers on the path are read, too.
  bool WithPath = false;
  /// Move: into a message.
  bool Sent = false;
  /// Move: into an object that is immutable to everyone from then on.
  bool Frozen = false;
  /// Move, Swap: to where it leaves the process, or may: a variable that is sent later, a unique value, a function that
  /// sends what it is given.
  bool Leaves = false;
  /// Swap: the same of the other side's value.
  bool OtherLeaves = false;
  /// Move or Use: what a closure or method does when it is called here.
  bool Indirect = false;
  /// Clear: every element, as opposed to what a reallocation moves.
  bool Certain = true;
  /// Clear: what an optional holds ends, too.
  bool Inner = false;
  /// Move: the implicit one of `return x;`.
  bool Last = false;
  /// Move: only on some path through the closure that moves. Issue, Copy: if the
  /// callee keeps what it is given. Rebind: some of the borrows end, perhaps.
  bool Maybe = false;
  PlaceId Where = NoPlace;
  /// Swap: the other side.
  PlaceId Other = NoPlace;
  const clang::VarDecl *Via = nullptr;
  const clang::VarDecl *Borrower = nullptr;
  const clang::CXXMethodDecl *Callee = nullptr;
  LoanId Loan = NoId;
  LoanId From = NoId;
  /// Return: the field of `this` that keeps it; null: the result does.
  const clang::FieldDecl *Into = nullptr;
  /// Dangle, Return: what is borrowed.
  const clang::Expr *Temporary = nullptr;
  /// What to show: the expression of the event.
  const clang::Stmt *At = nullptr;
  clang::SourceLocation Loc;
  FactId Next = NoId; ///< the next fact of the same statement
};

/// A borrow of the place Of, held by the variable Holder. Without one it is out of sight: in a field, behind a
/// reference, in a global. Such a borrow may be used at any time.
struct Loan {
  Loan(const clang::VarDecl *Holder, PlaceId Of, const clang::Stmt *At, clang::SourceLocation Loc)
      : Holder(Holder), Of(Of), At(At), Loc(Loc) {}

  const clang::VarDecl *Holder;
  PlaceId Of;
  const clang::Stmt *At;
  clang::SourceLocation Loc;
  /// The borrowed class carries a count at run time.
  bool Counted = false;
  /// The field of the holder that holds it; NoPlace: any part.
  PlaceId Slot = NoPlace;
  /// 0: the holder refers to Of. 1: what the holder refers to does.
  int Level = 0;
  /// The holder is the closure itself, not a borrow the user declared.
  bool Closure = false;
  /// Too uncertain to count but where its owner leaves the process.
  bool ForSends = false;
  /// What is borrowed is some part of Of; which one is not known.
  bool SomePart = false;
};

/// A use and a move in operands whose order C++ leaves open.
struct Clash {
  FactId Use;
  FactId Move;
};

class FactSet {
public:
  FactId add(const void *Key, Fact F);
  /// First fact at \p Key (a statement, a declaration or an initialiser).
  FactId first(const void *Key) const {
    auto It = Chains.find(Key);
    return It == Chains.end() ? NoId : It->second.first;
  }
  Fact &operator[](FactId Id) { return All[Id]; }
  const Fact &operator[](FactId Id) const { return All[Id]; }
  unsigned size() const { return All.size(); }

  LoanId addLoan(Loan L) {
    Loans.push_back(L);
    return Loans.size() - 1;
  }

  std::vector<Loan> Loans;
  std::vector<Clash> Clashes;
  /// Keys that hold a move: what makes the analysis of a function worthwhile.
  unsigned Moves = 0;
  unsigned Drops = 0;
  bool HasTry = false;

  void print(llvm::raw_ostream &OS, FactId Id, const PlaceTable &Places) const;

private:
  std::vector<Fact> All;
  llvm::DenseMap<const void *, std::pair<FactId, FactId>> Chains;
};

} // namespace conure

#endif

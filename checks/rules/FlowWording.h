//===- FlowWording.h - How the ownership rules name what they found -------===//
//
// Defines what use-after-move, move-while-borrowed, drop-while-borrowed and
// send-alias share: which functions they look at, the words for places and
// borrowers, and the notes that lead from a borrow to its use.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_RULES_FLOWWORDING_H
#define CONURE_CHECKS_RULES_FLOWWORDING_H

#include "checks/model/Flow.h"
#include "checks/rules/Rule.h"

namespace conure {

/// Matches the functions that flow rules look at, as "function".
clang::ast_matchers::DeclarationMatcher flowFunction();

/// The hazards of the match's function, and its flow; none if it is not user
/// code, is trusted, or was given up.
struct FlowMatch {
  FunctionFlow *Flow = nullptr;
  llvm::ArrayRef<FlowHazard> Hazards;
};
FlowMatch flowOf(const clang::ast_matchers::MatchFinder::MatchResult &Result, Model &M);

/// "'s.name'", for a message.
std::string quoted(FunctionFlow &Flow, PlaceId Id);
/// "'r'", or "a closure" for one without a name of its own.
std::string holderName(const clang::VarDecl *V);
/// The same of whoever holds \p Lent: where that is out of sight, the place it was put into.
std::string holderName(FunctionFlow &Flow, const Loan &Lent);
/// What to do about a borrow of \p H that is used after the "send" or "move".
std::string helpBeforeLeaving(FunctionFlow &Flow, const FlowHazard &H, llvm::StringRef Event);
/// The type of the borrowed object as the user wrote it, for counted classes.
std::string className(const clang::VarDecl *Holder, Model &M);
clang::SourceRange rangeOf(const clang::Stmt *S);
/// "sent" or "moved", of a fact that moves.
const char *verbOf(const Fact &Moved);
/// Where the borrow of \p H starts, and where it is used \p After the event
/// ("after the move"), as notes.
void noteBorrow(Finding &F, FunctionFlow &Flow, const FlowHazard &H, llvm::StringRef After);
/// True if the borrow of \p H is one of a unique value and is told as such: one cause, one diagnostic.
bool isToldWhereBorrowed(FunctionFlow &Flow, const FlowHazard &H, Model &M);
/// "'v' is moved while 'r' borrows it", without its notes, and the same with \p Verb.
std::string movedWhileBorrowed(FunctionFlow &Flow, const FlowHazard &H);

} // namespace conure

#endif

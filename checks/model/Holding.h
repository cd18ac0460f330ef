//===- Holding.h - What a type could be hiding ----------------------------===//
//
// Defines questions about the parts of a type that go beyond its kind: could a
// value of it hold a borrow of that variable, could a const method of it reach
// something to move out of, is it plain data. For the rules on unique values
// and recover, which ask them where the plain answer "it is borrow-free" would
// refuse too much or too little. All answers err on the side of "yes, it could".
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_HOLDING_H
#define CONURE_CHECKS_MODEL_HOLDING_H

#include "checks/model/Model.h"

namespace conure {

/// Could a value of type \p Holder keep a borrow of a variable of type \p Held,
/// or of a part of it? No, if every pointer in Holder is to something that no
/// part of Held is.
bool mayHoldBorrowOf(Model &M, clang::QualType Holder, clang::QualType Held);

/// The same of a borrow of the variable itself or of a part that lies in it. No,
/// if all that Holder could point to is in memory that Held owns elsewhere.
bool mayHoldInlineBorrowOf(Model &M, clang::QualType Holder, clang::QualType Held);

/// Could a const method of \p T change, and so move from, something that is
/// reached from T? language.md §2 asks this of what could hold a borrow; a result
/// that leaves a unique value needs the stronger answer.
bool hasMutableIndirection(Model &M, clang::QualType T);

/// Could a value of type \p Result have been moved, in whole or in part, out of
/// what can be reached from a \p From? No, if no owned part of Result is of a
/// type that From leads to.
bool mayComeOutOf(Model &M, clang::QualType Result, clang::QualType From);

/// Borrow-free and without unique parts: "data made only of value types".
bool isPlainData(Model &M, clang::QualType T);

} // namespace conure

#endif

//===- MemoryTrade.h - Could memory go from one value into another? -------===//
//
// Defines two questions about a method that is given a mutable borrow of plain
// data, such as `u->read(buffer)`: could the buffer's heap memory end up in the
// object (or the object's in the buffer) by a swap or a move, judging by the
// types; and does the method's body show that it does not. Borrows of the
// buffer's elements would go along. For the calls of unique values and of what a
// recover body sees of the outside.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_MEMORYTRADE_H
#define CONURE_CHECKS_MODEL_MEMORYTRADE_H

#include "checks/model/Model.h"
#include "clang/AST/Decl.h"

namespace conure {

/// No if no class that owns heap memory is part of both types.
bool mayTradeMemory(Model &M, clang::QualType A, clang::QualType B);

/// Yes if the body of \p F can be seen, and neither moves, swaps nor hands on
/// what its parameter number \p Index refers to. Functions of the standard
/// library are known by name.
bool leavesMemoryAlone(Model &M, const clang::FunctionDecl *F, unsigned Index);
/// The same of the body of a closure, \p F, and a variable that it captured by reference.
bool leavesMemoryAlone(Model &M, const clang::FunctionDecl *F, const clang::VarDecl *Captured);

} // namespace conure

#endif

//===- LibraryAlgorithms.h - What the library's algorithms do -------------===//
//
// Defines algorithmName, which reads `std::copy` and the object `std::ranges::copy` alike, and what an algorithm of
// that name does with the elements that it is given. One list for all who ask: what an algorithm leaves in its output
// (BorrowTypes, FactOutputs), what it makes unique there (ImplicitRecover), and whether it is done with a range when it
// returns (Algorithms).
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_LIBRARYALGORITHMS_H
#define CONURE_CHECKS_MODEL_LIBRARYALGORITHMS_H

#include "clang/AST/Decl.h"

namespace conure {

/// The name of the library's function \p F, or of the function object of std::ranges that it is the call operator of,
/// whatever the library calls its class; empty for anything else.
llvm::StringRef algorithmName(const clang::FunctionDecl *F);

/// A function or method called swap, whoever wrote it, or the object std::ranges::swap.
bool isSwap(const clang::FunctionDecl *F);

/// It puts elements, a value, or what a callable makes of them through an iterator or into a range that it is given.
bool writesElements(llvm::StringRef Algorithm);

/// It moves elements out of where they were to elsewhere.
bool movesElements(llvm::StringRef Algorithm);

/// It gives out an iterator.
bool findsElement(llvm::StringRef Algorithm);

/// When it returns it is done with the range, whose elements it reads, rearranges or copies; it gives out a value, an
/// iterator (findsElement, writesElements), or what the caller ignores.
bool isDoneOnReturn(llvm::StringRef Algorithm);

} // namespace conure

#endif

//===- SharedBits.cpp - A set of small numbers that copies share ----------===//
#include "checks/model/SharedBits.h"
#include <cassert>

namespace conure {

void SharedBits::NodeRef::release() {
  if (!N || --N->Refs)
    return;
  if (N->IsLeaf)
    delete leaf(N);
  else
    delete inner(N); // as deep as the tree is high: a handful
}

SharedBits::SharedBits(unsigned Size) {
  while (Size > (uint64_t(1) << (LeafShift + Height * FanShift)))
    ++Height;
}

bool SharedBits::test(unsigned Bit) const {
  const NodeRef *At = &Root;
  for (unsigned H = Height; H && *At; --H)
    At = &inner(At->get())->Kids[(Bit >> shift(H)) % Fan];
  return *At && leaf(At->get())->Words[Bit / 64 % WordsPerLeaf] >> (Bit % 64) & 1;
}

void SharedBits::set(unsigned Bit) {
  if (!test(Bit))
    setBelow(Root, Height, Bit);
}

void SharedBits::reset(unsigned Bit) {
  if (test(Bit))
    resetBelow(Root, Height, Bit);
}

void SharedBits::setBelow(NodeRef &At, unsigned Height, unsigned Bit) {
  if (Height == 0) {
    if (!At || !At.isOnly())
      At = NodeRef(At ? new Leaf(*leaf(At.get())) : new Leaf());
    leaf(At.get())->Words[Bit / 64 % WordsPerLeaf] |= uint64_t(1) << (Bit % 64);
    return;
  }
  if (!At || !At.isOnly())
    At = NodeRef(At ? new Inner(*inner(At.get())) : new Inner());
  setBelow(inner(At.get())->Kids[(Bit >> shift(Height)) % Fan], Height - 1, Bit);
}

void SharedBits::resetBelow(NodeRef &At, unsigned Height, unsigned Bit) {
  bool Empty = true;
  if (Height == 0) {
    if (!At.isOnly())
      At = NodeRef(new Leaf(*leaf(At.get())));
    leaf(At.get())->Words[Bit / 64 % WordsPerLeaf] &= ~(uint64_t(1) << (Bit % 64));
    for (uint64_t Word : leaf(At.get())->Words)
      Empty &= Word == 0;
  } else {
    if (!At.isOnly())
      At = NodeRef(new Inner(*inner(At.get())));
    resetBelow(inner(At.get())->Kids[(Bit >> shift(Height)) % Fan], Height - 1, Bit);
    for (const NodeRef &Kid : inner(At.get())->Kids)
      Empty &= !Kid;
  }
  if (Empty) // so that null is the only empty tree
    At = NodeRef();
}

/// \p A or \p B themselves where one holds the other, so that branches stay shared.
SharedBits::NodeRef SharedBits::united(const NodeRef &A, const NodeRef &B, unsigned Height) {
  if (!B || A == B)
    return A;
  if (!A)
    return B;
  bool IsA = true, IsB = true;
  if (Height == 0) {
    Leaf Sum;
    for (unsigned W = 0; W < WordsPerLeaf; ++W) {
      Sum.Words[W] = leaf(A.get())->Words[W] | leaf(B.get())->Words[W];
      IsA &= Sum.Words[W] == leaf(A.get())->Words[W];
      IsB &= Sum.Words[W] == leaf(B.get())->Words[W];
    }
    return IsA ? A : IsB ? B : NodeRef(new Leaf(Sum));
  }
  NodeRef Kids[Fan];
  for (unsigned K = 0; K < Fan; ++K) {
    const NodeRef &Left = inner(A.get())->Kids[K], &Right = inner(B.get())->Kids[K];
    Kids[K] = united(Left, Right, Height - 1);
    IsA &= Kids[K] == Left;
    IsB &= Kids[K] == Right;
  }
  if (IsA || IsB)
    return IsA ? A : B;
  auto *Made = new Inner();
  for (unsigned K = 0; K < Fan; ++K)
    Made->Kids[K] = std::move(Kids[K]);
  return NodeRef(Made);
}

SharedBits::NodeRef SharedBits::common(const NodeRef &A, const NodeRef &B, unsigned Height) {
  if (!A || A == B)
    return A;
  if (!B)
    return B;
  bool IsA = true, IsB = true, Empty = true;
  if (Height == 0) {
    Leaf Both;
    for (unsigned W = 0; W < WordsPerLeaf; ++W) {
      Both.Words[W] = leaf(A.get())->Words[W] & leaf(B.get())->Words[W];
      IsA &= Both.Words[W] == leaf(A.get())->Words[W];
      IsB &= Both.Words[W] == leaf(B.get())->Words[W];
      Empty &= Both.Words[W] == 0;
    }
    return Empty ? NodeRef() : IsA ? A : IsB ? B : NodeRef(new Leaf(Both));
  }
  NodeRef Kids[Fan];
  for (unsigned K = 0; K < Fan; ++K) {
    const NodeRef &Left = inner(A.get())->Kids[K], &Right = inner(B.get())->Kids[K];
    Kids[K] = common(Left, Right, Height - 1);
    IsA &= Kids[K] == Left;
    IsB &= Kids[K] == Right;
    Empty &= !Kids[K];
  }
  if (Empty)
    return NodeRef();
  if (IsA || IsB)
    return IsA ? A : B;
  auto *Made = new Inner();
  for (unsigned K = 0; K < Fan; ++K)
    Made->Kids[K] = std::move(Kids[K]);
  return NodeRef(Made);
}

bool SharedBits::unite(const SharedBits &Other) {
  assert(Height == Other.Height && "sets of different size");
  return become(united(Root, Other.Root, Height));
}

bool SharedBits::intersect(const SharedBits &Other) {
  assert(Height == Other.Height && "sets of different size");
  return become(common(Root, Other.Root, Height));
}

bool SharedBits::become(NodeRef Made) {
  if (Made == Root)
    return false;
  Root = std::move(Made);
  return true;
}

} // namespace conure

//===- Finding.cpp --------------------------------------------------------===//
#include "checks/model/Finding.h"

namespace conure {
FindingSink::~FindingSink() = default;
} // namespace conure

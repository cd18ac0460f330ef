#include "totals.h"

#include <iostream>
#include <utility>

using namespace conure;

Totals::Totals(std::size_t files, channel<uni<Table>> done) : missing_(files), done_(std::move(done)) {}

void Totals::add(uni<Table> table) {
  total_.merge(recover(std::move(table))); // from unique to owned: from here on an ordinary value of this process
  finish_one();
}

void Totals::fail(std::string path, std::string why) {
  std::cerr << "wordcount: " + path + ": " + why + "\n";
  finish_one();
}

void Totals::finish_one() {
  if (--missing_ == 0)
    done_.send(recover(Table(total_))); // a copy: the fields of a process stay in it
}

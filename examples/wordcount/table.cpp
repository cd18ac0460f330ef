#include "table.h"

#include <algorithm>

void Table::count(std::string_view text) {
  std::string word;
  for (char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z')) {
      word.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
    } else if (!word.empty()) {
      ++words_[word];
      word.clear();
    }
  }
  if (!word.empty())
    ++words_[word];
}

void Table::merge(Table &&other) {
  if (words_.size() < other.words_.size())
    words_.swap(other.words_); // the smaller goes into the larger
  for (const auto &[word, times] : other.words_)
    words_[word] += times;
}

std::vector<std::pair<std::string, std::uint64_t>> Table::ranked() const {
  std::vector<std::pair<std::string, std::uint64_t>> all(words_.begin(), words_.end());
  std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return all;
}

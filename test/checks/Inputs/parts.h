#pragma once
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
struct Part { std::string name; std::vector<int> numbers; int count = 0; void use() const; };
void take(std::string); void take(std::vector<int>); void take(Part); void take(std::unique_ptr<Part>);
void take(std::optional<Part>); void take(std::vector<std::string>); void take(std::vector<Part>);
void look(const std::string &); void look(const Part &); void look(int); void look(const std::vector<int>&);
void lookp(const Part *);
void lookv(std::string_view);
bool chance(); int number(); std::string make(); std::unique_ptr<Part> makePart();

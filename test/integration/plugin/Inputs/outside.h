#pragma once
int outside();

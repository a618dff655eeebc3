// Bone: the vault, the base, the face and the jaws; the cervical spine with its cord.
#include "phantom/anatomy.h"

namespace residuum::phantom {

using enum Tissue;

std::vector<Structure> skull() {
  const std::vector<Layer> plate = {{cortical_bone, 0}};
  const std::vector<Layer> hollow = {{cortical_bone, 0}, {marrow, -1.5F}};
  return {
      // Occiput and base below the middle of the orbits; the closed vault above.
      steady(outline(
          {{cortical_bone, 0}, {marrow, -2.0F}, {cortical_bone, -4.6F}},
          {{14, {{0, 10}, {20, 8}, {44, 4}, {58, 20}, {60, 40}, {54, 60}, {36, 79}, {0, 88}}},
           {20,
            {{0, -6},
             {18, -12},
             {32, -24},
             {48, -24},
             {58, -8},
             {63, 15},
             {66, 36},
             {58, 62},
             {38, 84},
             {0, 93}}},
           {28,
            {{0, -10},
             {18, -20},
             {30, -34},
             {46, -38},
             {58, -22},
             {65, 0},
             {69, 28},
             {62, 62},
             {41, 88},
             {0, 98}}},
           {37,
            {{0, -18},
             {14, -26},
             {26, -38},
             {46, -44},
             {60, -28},
             {67, 0},
             {70, 28},
             {63, 64},
             {42, 89},
             {0, 99}}},
           {43,
            {{0, -66},
             {15, -60},
             {26, -44},
             {46, -46},
             {61, -28},
             {68, 0},
             {71, 28},
             {63, 65},
             {42, 90},
             {0, 99}}},
           {49, {{0, -78}, {25, -74}, {44, -60}, {58, -38}, {67, -4}, {71, 28}, {63, 66}, {42, 90}, {0, 99}}},
           {70,
            {{0, -80}, {28, -74}, {48, -56}, {61, -28}, {69, 2}, {71, 30}, {63, 67}, {42, 91}, {0, 99}}}})),
      // Clivus and the body of the sphenoid; greater wing; petrous bone; mastoid.
      ellipse({{cortical_bone, 0}, {marrow, -1.3F}}, {{4, 0, 17, 9, 4},
                                                      {10, 0, 14, 12, 6},
                                                      {18, 0, 10, 14, 8.5F},
                                                      {26, 0, 3, 15, 11},
                                                      {31, 0, 0, 15, 11}}),
      pair(ellipse(hollow, {{14, 25, -20, 5, 9, -35}, {20, 30, -26, 8, 8, -35}, {28, 34, -38, 4, 8, -50}})),
      pair(band({{cortical_bone, 0}, {marrow, -3.4F}}, {{13, {{18, 10}, {30, 16}, {46, 24}}, 5},
                                                        {20, {{15, 10}, {30, 19}, {50, 25}}, 6.0F},
                                                        {27, {{16, 14}, {32, 22}, {52, 26}}, 4}})),
      pair(ellipse({{cortical_bone, 1.2F}, {air_cells, 0}}, {{-4, 54, 28, 4, 5},
                                                             {4, 53, 29, 8, 10},
                                                             {14, 54, 30, 10, 14},
                                                             {24, 56, 32, 8, 13},
                                                             {30, 58, 34, 5, 8}})),
      // Ear canal, joint, styloid process.
      pair(band({{skin, 1.0F}, {air, 0}},
                {{13, {{56, 11}, {66, 10}, {74, 11}}, 1.6F}, {18, {{52, 12}, {64, 10}, {76, 11}}, 2.9F}})),
      pair(ellipse(plate, {{12, 34, 11, 1.8F, 1.8F}, {-4, 34, 6, 1.7F, 1.7F}, {-20, 32, -1, 1.3F, 1.3F}})),
      // Cheekbone and its arch; outer wall of the orbit.
      pair(band(hollow, {{6, {{36, -66}, {44, -62}, {50, -54}}, 3.0F},
                         {14, {{40, -67}, {50, -60}, {58, -46}, {63, -28}}, 3.0F},
                         {17, {{42, -67}, {52, -58}, {63, -30}, {66, -8}, {63, 2}}, 2.6F},
                         {20, {{43, -66}, {50, -59}, {62, -34}, {66, -10}, {62, 2}}, 1.6F}})),
      pair(band(hollow, {{22, {{47, -64}, {44, -52}, {36, -42}}, 2.2F},
                         {32, {{49, -64}, {45, -52}, {36, -40}, {30, -32}}, 2.3F},
                         {46, {{48, -66}, {49, -56}, {46, -48}}, 2.6F}})),
      // Pterygoid process: medial and lateral plate.
      pair(band({{cortical_bone, 0}, {marrow, -1.4F}}, {{12, {{19, -31}, {22, -26}}, 4.0F},
                                                        {2, {{18, -31}, {19, -29}}, 3.0F},
                                                        {-8, {{17, -32}, {18, -30}}, 2.0F}})),
      pair(band(plate, {{12, {{17, -30}, {15, -21}}, 1.0F}, {-8, {{15, -31}, {14, -24}}, 0.9F}})),
      pair(band(plate, {{12, {{21, -29}, {27, -19}}, 1.0F}, {-8, {{19, -31}, {25, -23}}, 0.9F}})),
      // Hyoid.
      steady(
          pair(band({{cortical_bone, 0}, {marrow, -1.3F}}, {{-56, {{0, -40}, {10, -36}, {19, -22}}, 2.0F},
                                                            {-61, {{0, -41}, {10, -37}, {19, -22}}, 2.3F}}))),
  };
}

std::vector<Structure> jaws() {
  const std::vector<Layer> plate = {{cortical_bone, 0}};
  const std::vector<Layer> hollow = {{cortical_bone, 0}, {marrow, -1.4F}};
  const std::vector<Layer> thick = {{cortical_bone, 0}, {marrow, -1.9F}};
  std::vector<Structure> all = fused({
      // Maxilla around the nose, hard palate, upper arch.
      pair(band(plate, {{30, {{3, -80}, {7, -74}, {12, -66}}, 1.4F},
                        {16, {{4, -90}, {10, -80}, {15, -72}}, 1.3F},
                        {8, {{12, -78}, {16, -72}}, 1.2F}})),
      ellipse(hollow, {{-6, 0, -56, 19, 25}, {-9, 0, -56, 21, 27}}),
      pair(band(hollow, {{-7, {{0, -81}, {13, -77}, {22, -66}, {26, -52}, {26, -40}}, 3.5F},
                         {-12, {{0, -83}, {14, -79}, {23, -66}, {27, -52}, {27, -40}}, 5.0F},
                         {-17, {{0, -83}, {14, -79}, {23, -66}, {27, -52}, {27, -42}}, 4.4F}})),
      // Lower jaw: condyle, coronoid, ramus, body.
      pair(ellipse(hollow, {{17, 51, -3, 7, 3.5F, -15}, {12, 50, -3, 9, 4.5F, -15}, {6, 49, -4, 5, 4, -15}})),
      pair(band(plate, {{12, {{47, -31}, {48, -27}}, 1.7F}, {2, {{47, -31}, {48, -24}}, 2.0F}})),
      pair(band(hollow, {{7, {{49, -5}, {49, -8}, {49, -10}}, 2.8F},
                         {-4, {{47, -30}, {48.5F, -20}, {50, -4}}, 3.0F},
                         {-22, {{44, -33}, {48, -20}, {50, -3}}, 3.6F},
                         {-36, {{42, -36}, {47, -22}, {50, -5}}, 4.2F},
                         {-46, {{42, -34}, {47, -22}, {50, -9}}, 3.8F}})),
      pair(band(thick, {{-29, {{0, -79}, {13, -75}, {22, -65}, {31, -50}, {41, -36}}, 4.4F},
                        {-36, {{0, -79}, {13, -75}, {24, -64}, {34, -48}, {43, -33}}, 5.4F},
                        {-46, {{0, -79}, {14, -74}, {26, -62}, {37, -46}, {45, -31}}, 5.6F},
                        {-53, {{0, -77}, {13, -73}, {24, -62}, {32, -52}, {38, -44}}, 4.0F}})),
  });
  // Teeth along both arches.
  const Point arch[] = {{4, -82.5F},  {11, -80},    {17, -75}, {21.5F, -68},
                        {24.5F, -60}, {26.5F, -51}, {27, -43}};
  for (const Point& place : arch) {
    const float size = place.x < 15 ? 2.6F : 3.6F;
    all.push_back(pair(ellipse({{tooth, 0}}, {{-12, place.x, place.y, 1.4F, 1.4F},
                                              {-18, place.x, place.y, size, size + 0.5F},
                                              {-23, place.x, place.y, size, size + 0.6F}})));
    all.push_back(pair(ellipse({{tooth, 0}}, {{-25, place.x, place.y + 3, size, size + 0.6F},
                                              {-30, place.x, place.y + 3, size - 0.4F, size},
                                              {-37, place.x, place.y + 3, 1.3F, 1.3F}})));
  }
  return all;
}

std::vector<Structure> spine() {
  const std::vector<Layer> hollow = {{cortical_bone, 0}, {marrow, -0.9F}};
  std::vector<Structure> atlas = {
      // Atlas: front arch, lateral masses, transverse processes, back arch. Axis: dens.
      pair(band(hollow, {{2, {{0, 10}, {7, 11}, {14, 15}}, 2.2F}, {-7, {{0, 10}, {7, 11}, {14, 15}}, 2.8F}})),
      pair(ellipse(hollow, {{4, 17, 22, 7, 10, 30}, {-3, 18, 21, 8, 11, 30}, {-11, 18, 21, 9, 8, 20}})),
      pair(ellipse(hollow, {{0, 31, 23, 7, 3.5F, 10}, {-6, 31, 23, 8, 4, 10}})),
      steady(pair(band(
          hollow, {{-2, {{22, 30}, {16, 42}, {0, 49}}, 2.4F}, {-9, {{22, 30}, {16, 42}, {0, 49}}, 2.6F}}))),
      ellipse(hollow, {{3, 0, 17, 4, 4}, {-4, 0, 18, 5, 5.2F}, {-14, 0, 18, 6, 6}}),
  };
  std::vector<Structure> parts = fused(std::move(atlas));
  // C2 to C6: bodies with discs between, pedicles, laminae, spines.
  const float top[] = {-13, -33, -50, -67, -84};
  const float bottom[] = {-29, -46, -63, -80, -97};
  for (int level = 0; level < 5; ++level) {
    const float high = top[level], low = bottom[level], mid = (high + low) / 2;
    const float wide = level == 0 ? 9.5F : 10.5F + 0.5F * static_cast<float>(level);
    const auto bones = fused({
        ellipse(hollow,
                {{high, 0, 18.5F, wide, 8.3F}, {mid, 0, 18.5F, wide - 1, 7.8F}, {low, 0, 18, wide, 8.5F}}),
        pair(ellipse(
            hollow,
            {{high, 16, 24, 7.5F, 5.5F, 10}, {mid, 17, 24, 7, 5.5F, 20}, {low, 16, 26, 7, 5.5F, 30}})),
        pair(ellipse(hollow, {{mid + 2, 22, 18, 6, 3.2F, -20}, {mid - 3, 22, 18, 6, 3.2F, -20}})),
        pair(band(hollow, {{high - 2, {{18, 28}, {10, 38}, {1, 44}}, 2.0F},
                           {mid - 3, {{18, 28}, {10, 38}, {1, 44}}, 2.8F},
                           {low, {{18, 28}, {11, 38}, {3, 44}}, 1.8F}})),
        ellipse(hollow, {{mid, 0, 48, 3, 6}, {low, 0, 52, 3.4F, 7}}),
    });
    parts.insert(parts.end(), bones.begin(), bones.end());
    parts.push_back(steady(
        ellipse({{disc, 0}}, {{low - 1, 0, 18, wide + 0.5F, 8.3F}, {low - 3, 0, 18, wide + 0.5F, 8.3F}})));
  }
  // The canal: epidural fat and dura, fluid, cord.
  parts.push_back(steady(ellipse({{ligament, 1.2F}, {fluid, 0}}, {{16, 0, 34, 13, 11},
                                                                  {2, 0, 35, 13, 11},
                                                                  {-8, 0, 33, 12, 9.5F},
                                                                  {-30, 0, 33, 11, 7.5F},
                                                                  {-105, 0, 33, 11, 7.2F}})));
  parts.push_back(steady(ellipse({{white_matter, 0}}, {{6, 0, 33, 7.5F, 6.5F},
                                                       {-8, 0, 33, 6.3F, 4.8F},
                                                       {-60, 0, 33, 6.8F, 4.2F},
                                                       {-105, 0, 33, 6.4F, 4.2F}})));
  return parts;
}

}  // namespace residuum::phantom

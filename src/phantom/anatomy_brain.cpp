// What the skull holds: hemispheres, cerebellum, stem, cisterns and ventricles, pituitary, venous sinuses.
#include "phantom/anatomy.h"

namespace residuum::phantom {

using enum Tissue;

std::vector<Structure> brain() {
  const std::vector<Layer> lobe = {{dura, 0.4F}, {fluid, -0.7F}, {cerebrum, -1.9F}};
  const std::vector<Layer> shelled = {{cortical_bone, 2.6F}, {dura, 0.4F}, {fluid, -0.7F}, {cerebrum, -1.9F}};
  const std::vector<Layer> hindbrain = {{cortical_bone, 5.5F}, {marrow, 4.6F}, {cortical_bone, 2.2F},
                                        {dura, 0.4F},          {fluid, -0.6F}, {cerebellum, -1.7F}};
  const std::vector<Layer> pool = {{fluid, 0}};
  return {
      // Posterior fossa, temporal fossae, and from the roof of the orbits up one room.
      steady(ellipse(hindbrain, {{2, 0, 42, 12, 13},
                                 {6, 0, 46, 24, 22},
                                 {10, 0, 50, 38, 26},
                                 {18, 0, 54, 50, 32},
                                 {28, 0, 57, 55, 36},
                                 {40, 0, 57, 52, 36}})),
      steady(pair(ellipse(shelled, {{17, 41, -5, 9, 10, -15},
                                    {20, 40, -5, 16, 18, -15},
                                    {28, 41, -6, 22, 28, -15},
                                    {37, 41, -5, 24, 34, -15}}))),
      steady(outline(
          lobe,
          {{37,
            {{0, -12},
             {16, -22},
             {26, -34},
             {44, -40},
             {55, -26},
             {62, 0},
             {64, 28},
             {58, 60},
             {38, 84},
             {0, 93}}},
           {42,
            {{0, -52},
             {14, -50},
             {26, -39},
             {45, -40},
             {56, -25},
             {62, 0},
             {65, 28},
             {58, 61},
             {38, 84},
             {0, 93}}},
           {48, {{0, -71}, {22, -68}, {40, -55}, {53, -34}, {61, -3}, {65, 28}, {58, 61}, {38, 84}, {0, 93}}},
           {70,
            {{0, -74}, {26, -68}, {44, -51}, {56, -26}, {63, 2}, {65, 30}, {58, 62}, {38, 85}, {0, 93}}}})),
      // Cerebellum reaches up through the tentorium.
      ellipse({{dura, 0.6F}, {cerebellum, -0.4F}},
              {{38, 0, 56, 42, 27}, {44, 0, 52, 30, 22}, {52, 0, 46, 14, 13}, {56, 0, 42, 7, 8}}),
      // Falx, sylvian fissures.
      band({{fluid, 0.9F}, {dura, -0.2F}},
           {{44, {{0, -70}, {0, -30}}, 0.5F}, {70, {{0, -73}, {0, -34}}, 0.6F}}),
      band({{fluid, 0.9F}, {dura, -0.2F}},
           {{46, {{0, 78}, {0, 92}}, 0.5F}, {58, {{0, 50}, {0, 92}}, 0.6F}, {70, {{0, 40}, {0, 92}}, 0.6F}}),
      pair(band(pool, {{37, {{16, -14}, {32, -24}, {46, -24}}, 1.5F},
                       {48, {{24, -10}, {40, -14}, {58, -8}}, 1.7F},
                       {62, {{38, 2}, {50, 2}, {62, 6}}, 1.5F}})),
      pair(band(pool,
                {{48, {{38, -12}, {39, 0}, {40, 10}}, 0.9F}, {62, {{37, -8}, {38, 4}, {37, 14}}, 1.0F}})),
      // Cisterns around the stem; suprasellar star.
      ellipse(pool, {{2, 0, 32, 11, 9}, {14, 0, 28, 15, 11}, {26, 0, 22, 19, 11}, {38, 0, 8, 14, 12}}),
      steady(ellipse(pool, {{35, 0, -2, 13, 9}, {40, 0, -3, 15, 10}, {46, 0, -2, 10, 7}})),
      pair(band(pool,
                {{40, {{13, 8}, {19, 18}, {15, 30}}, 2.2F}, {50, {{12, 10}, {18, 20}, {12, 31}}, 2.0F}})),
      ellipse(pool, {{44, 0, 35, 9, 4}, {54, 0, 36, 8, 4}}),
      // Medulla, pons, middle peduncles, midbrain, thalami.
      steady(ellipse({{white_matter, 0}}, {{0, 0, 33, 7.5F, 6.5F},
                                           {8, 0, 32, 9, 8},
                                           {14, 0, 30, 13, 10},
                                           {20, 0, 27, 17, 12},
                                           {28, 0, 24, 18, 13},
                                           {34, 0, 23, 17, 12}})),
      pair(band({{white_matter, 0}},
                {{18, {{13, 30}, {22, 38}, {28, 48}}, 4.5F}, {28, {{13, 29}, {20, 38}, {26, 46}}, 5.0F}})),
      pair(ellipse({{white_matter, 0}},
                   {{34, 8, 19, 9, 9, 25}, {40, 8, 17, 7.5F, 9.5F, 30}, {50, 9, 14, 9, 10, 30}})),
      ellipse({{white_matter, 0}}, {{34, 0, 25, 14, 9}, {42, 0, 26, 13, 8}, {50, 0, 24, 12, 8}}),
      pair(ellipse({{grey_matter, 0}}, {{52, 11, 8, 9, 13, 20}, {66, 11, 8, 9, 14, 20}})),
      pair(ellipse({{grey_matter, 0}}, {{50, 22, -12, 6, 13, 14}, {66, 22, -12, 7, 15, 14}})),
      // Ventricles and the aqueduct.
      ellipse(pool, {{12, 0, 41, 3, 3}, {20, 0, 42, 7, 4}, {28, 0, 38, 5, 3.5F}, {34, 0, 34, 2, 2}}),
      ellipse(pool, {{36, 0, 31, 1.2F, 1.2F}, {48, 0, 28, 1.2F, 1.2F}}),
      ellipse(pool, {{46, 0, 0, 2, 8}, {62, 0, 4, 2.2F, 13}}),
      pair(ellipse(pool, {{56, 9, -26, 2.5F, 8, 22}, {68, 11, -25, 3.5F, 12, 22}})),
      pair(ellipse(pool, {{30, 32, 4, 1.5F, 5, 10},
                          {42, 32, 12, 1.6F, 7, 10},
                          {60, 25, 44, 4, 8, -15},
                          {68, 24, 46, 5, 10, -15}})),
      // Pituitary with its stalk, chiasm, cavernous sinuses.
      ellipse({{pituitary, 0}}, {{28, 0, -1, 5.5F, 3.5F}, {33, 0, -1, 6, 4}}),
      ellipse({{pituitary, 0}}, {{35, 0, 1, 1.2F, 1.2F}, {40, 0, 0, 1.0F, 1.0F}}),
      band({{white_matter, 0}}, {{40, {{-10, -12}, {-3, -5}, {3, -5}, {10, -12}}, 1.6F},
                                 {43, {{-9, 4}, {-3, -4}, {3, -4}, {9, 4}}, 1.6F}}),
      pair(ellipse({{dura, 0.5F}, {vein, -0.6F}},
                   {{24, 13, -2, 4, 8, -10}, {30, 12.5F, -2, 4.5F, 9, -10}, {35, 12, -3, 3, 7, -10}})),
      // Sigmoid, transverse and sagittal sinuses.
      pair(band({{vein, 0}}, {{6, {{38, 34}, {40, 37}}, 3.0F},
                              {14, {{48, 38}, {50, 44}}, 3.2F},
                              {22, {{53, 42}, {54, 48}}, 3.4F}})),
      pair(band({{vein, 0}}, {{25, {{54, 46}, {52, 60}, {36, 81}, {4, 92}}, 2.4F},
                              {31, {{55, 46}, {54, 62}, {38, 82}, {4, 92}}, 2.4F}})),
      steady(ellipse({{vein, 0}}, {{26, 0, 92, 5, 3.5F}, {40, 0, 92, 4.5F, 3.5F}, {70, 0, 92, 4.5F, 4}})),
  };
}

}  // namespace residuum::phantom

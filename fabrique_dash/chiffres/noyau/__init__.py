"""What every figure and table is made with: values, typography, names, the register."""

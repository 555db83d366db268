// The page of a shift for who runs it.
import { wireBoard } from "./evening_board.js";
import { wireRollCall } from "./evening_roll.js";

wireRollCall();
wireBoard();

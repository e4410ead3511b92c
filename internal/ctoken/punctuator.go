package ctoken

// punctuator returns the punctuator that begins with the bytes a, b and c, and
// its length.
func punctuator(a, b, c byte) (Kind, int) {
	if k := single[a]; k != EOF {
		return k, 1
	}
	switch a {
	case '.':
		if b == '.' && c == '.' {
			return Ellipsis, 3
		}
		return Dot, 1
	case '-':
		switch b {
		case '>':
			return Arrow, 2
		case '-':
			return Dec, 2
		}
	case '+':
		if b == '+' {
			return Inc, 2
		}
	case '#':
		if b == '#' {
			return HashHash, 2
		}
		return Hash, 1
	case ':':
		switch b {
		case '>':
			return RBrack, 2
		case ':':
			return ColonColon, 2
		}
		return Colon, 1
	case '%':
		switch b {
		case '>':
			return RBrace, 2
		case ':':
			if c == '%' {
				return Percent, 3 // perhaps %:%:
			}
			return Hash, 2
		}
	case '&', '|':
		if b == a {
			return map[byte]Kind{'&': AndAnd, '|': OrOr}[a], 2
		}
	}
	return operator(a, b, c)
}

// single are the punctuators that no other begins with.
var single = [256]Kind{
	'(': LParen, ')': RParen, '[': LBrack, ']': RBrack, '{': LBrace, '}': RBrace,
	',': Comma, ';': Semi, '?': Question, '~': Tilde,
}

var arithmetic = [256]Kind{'*': Star, '/': Slash, '%': Percent, '+': Plus, '-': Minus, '&': And, '^': Xor, '|': Or}

// operator returns the arithmetic, comparison or assignment operator.
func operator(a, b, c byte) (Kind, int) {
	if k := arithmetic[a]; k != EOF {
		if b == '=' {
			return k + (AssignStar - Star), 2
		}
		return k, 1
	}
	switch a {
	case '=':
		return equals(Assign, Eq, b)
	case '!':
		return equals(Not, Ne, b)
	case '<':
		switch {
		case b == '<' && c == '=':
			return AssignShl, 3
		case b == '<':
			return Shl, 2
		case b == ':':
			return LBrack, 2
		case b == '%':
			return LBrace, 2
		}
		return equals(Lt, Le, b)
	case '>':
		switch {
		case b == '>' && c == '=':
			return AssignShr, 3
		case b == '>':
			return Shr, 2
		}
		return equals(Gt, Ge, b)
	}
	return Other, 1
}

func equals(alone, with Kind, next byte) (Kind, int) {
	if next == '=' {
		return with, 2
	}
	return alone, 1
}

package cir

import (
	"strings"

	"modernc.org/cc/v4"
)

// An Access tells that all a function does is to read or write a field of
// what a parameter points to, or an element of an array that is there, or to
// return its address:
//
//	return v->len;
//	return v->data[i];
//	v->data[i] = x;
//	return &v->data[i];
type Access struct {
	Object int32  // the parameter that is a pointer
	Path   string // fields from it to the array or the field, ".data" or "" or ".in.data"
	Index  int32  // the parameter that is the index, or -1
	Value  int32  // the parameter that is written, or -1

	// Address tells that it returns the address of the place.
	Address bool
}

// access finds out whether a body is nothing but an access.
func (b *funcLowerer) access(body *cc.CompoundStatement) *Access {
	list := body.BlockItemList
	if list != nil && declaresFunc(list.BlockItem) {
		list = list.BlockItemList
	}
	if list == nil || list.BlockItemList != nil || list.BlockItem.Case != cc.BlockItemStmt {
		return nil
	}
	switch s := list.BlockItem.Statement; s.Case {
	case cc.StatementJump:
		if s.JumpStatement.Case == cc.JumpStatementReturn && s.JumpStatement.ExpressionList != nil {
			return b.accessed(s.JumpStatement.ExpressionList, -1)
		}
	case cc.StatementExpr:
		a, ok := bare(s.ExpressionStatement.ExpressionList).(*cc.AssignmentExpression)
		if !ok || a.Case != cc.AssignmentExpressionAssign {
			return nil
		}
		if v, ok := b.paramNamed(bare(a.AssignmentExpression)); ok && arithmetic(a.AssignmentExpression.Type()) {
			return b.accessed(a.UnaryExpression, v)
		}
	}
	return nil
}

// declaresFunc reports whether an item is the declaration of __func__ that
// the parser puts at the head of each body.
func declaresFunc(item *cc.BlockItem) bool {
	if item.Case != cc.BlockItemDecl || item.Declaration.InitDeclaratorList == nil {
		return false
	}
	d := item.Declaration.InitDeclaratorList.InitDeclarator.Declarator
	return d != nil && d.Name() == "__func__"
}

func (b *funcLowerer) accessed(n cc.ExpressionNode, value int32) *Access {
	n = bare(n)
	a := &Access{Index: -1, Value: value}
	if e, ok := n.(*cc.UnaryExpression); ok && e.Case == cc.UnaryExpressionAddrof {
		a.Address, n = true, bare(e.CastExpression)
	}
	if t := n.Type(); t == nil || t.Kind() == cc.Array || isVolatile(t) || isArray(n) {
		return nil
	}
	if e, ok := n.(*cc.PostfixExpression); ok && e.Case == cc.PostfixExpressionIndex {
		i, ok := b.paramNamed(bare(e.ExpressionList))
		if !ok || !cc.IsIntegerType(e.ExpressionList.Type()) {
			return nil
		}
		a.Index, n = i, bare(e.PostfixExpression)
	}
	var path []string
	for {
		if v, ok := b.paramNamed(n); ok {
			a.Object = v
			break
		}
		e, ok := n.(*cc.PostfixExpression)
		if !ok || e.Case != cc.PostfixExpressionSelect && e.Case != cc.PostfixExpressionPSelect {
			return nil
		}
		path = append([]string{fieldPath(e)}, path...)
		n = bare(e.PostfixExpression)
	}
	a.Path = strings.Join(path, "")
	if b.f.Vars[a.Object].Class != Pointer || a.Path == "" && a.Index < 0 || a.Address && a.Index < 0 {
		return nil
	}
	return a
}

func isVolatile(t cc.Type) bool {
	return t != nil && t.Attributes() != nil && t.Attributes().IsVolatile()
}

package events

func (er *eventRegistry) get(id EventID) (*eventContext, bool) {
	if id == 0 {
		return nil, false
	}

	er.RLock()
	ctx, ok := er.contexts[id]
	er.RUnlock()

	return ctx, ok
}

func (er *eventRegistry) add(event int, callback func(event int) int) EventID {
	er.Lock()

	er.sequence++
	id := er.sequence

	er.contexts[id] = &eventContext{
		event:    event,
		callback: callback,
	}

	er.Unlock()
	return id
}

func (er *eventRegistry) remove(id EventID) {
	if id == 0 {
		return
	}

	er.Lock()
	delete(er.contexts, id)
	er.Unlock()
}

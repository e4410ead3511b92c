package negative

/*
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
struct _cairo { int n; };
struct _cairo_surface { int n; };
cairo_surface_t *cairo_image_surface_create_from_png(const char *filename);
int cairo_surface_status(cairo_surface_t *surface);
void cairo_surface_destroy(cairo_surface_t *surface);
*/
import "C"

// A Picture has a surface.
type Picture struct{ surface *C.cairo_surface_t }

// Load has cairo's inert surface where it fails, which belongs to nobody.
func Load(name *C.char) (*Picture, int) {
	surface := C.cairo_image_surface_create_from_png(name)
	if status := C.cairo_surface_status(surface); status != 0 {
		return nil, int(status)
	}
	return &Picture{surface}, 0
}

// Close frees it.
func (p *Picture) Close() { C.cairo_surface_destroy(p.surface) }

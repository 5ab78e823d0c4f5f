// The kernels under the names of the room: other rooms import Tensors, never CKernels.
@_exported import CKernels

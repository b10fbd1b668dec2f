using System.Runtime.InteropServices;

namespace Libvirt.Native;

// libvirt's structs as C lays them out on 64 bits. A test compares size and offsets with the C headers.

/// <summary>virError: what libvirt keeps per thread about the last failed call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeErrorRecord
{
    public int code;
    public int domain;
    public byte* message;
    public int level;
    public nint conn;
    public nint dom;
    public byte* str1;
    public byte* str2;
    public byte* str3;
    public int int1;
    public int int2;
    public nint net;
}

/// <summary>virTypedParameter: a name and a value of one of seven types.</summary>
[StructLayout(LayoutKind.Explicit, Size = 96)]
internal unsafe partial struct NativeTypedParameter
{
    public const int FieldLength = 80;

    [FieldOffset(0)] public fixed byte field[FieldLength];
    [FieldOffset(80)] public int type;
    [FieldOffset(88)] public int i;
    [FieldOffset(88)] public uint ui;
    [FieldOffset(88)] public long l;
    [FieldOffset(88)] public ulong ul;
    [FieldOffset(88)] public double d;
    [FieldOffset(88)] public byte b;
    [FieldOffset(88)] public byte* s;
}

/// <summary>virDomainInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDomainInfo
{
    public byte state;
    public CULong maxMem;
    public CULong memory;
    public ushort nrVirtCpu;
    public ulong cpuTime;
}

/// <summary>virDomainJobInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDomainJobInfo
{
    public int type;
    public ulong timeElapsed;
    public ulong timeRemaining;
    public ulong dataTotal;
    public ulong dataProcessed;
    public ulong dataRemaining;
    public ulong memTotal;
    public ulong memProcessed;
    public ulong memRemaining;
    public ulong fileTotal;
    public ulong fileProcessed;
    public ulong fileRemaining;
}

/// <summary>virDomainBlockJobInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDomainBlockJobInfo
{
    public int type;
    public CULong bandwidth;
    public ulong cur;
    public ulong end;
}

/// <summary>virDomainBlockInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDomainBlockInfo
{
    public ulong capacity;
    public ulong allocation;
    public ulong physical;
}

/// <summary>virDomainStatsRecord: one machine's part of a bulk answer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDomainStatsRecord
{
    public nint dom;
    public NativeTypedParameter* @params;
    public int nparams;
}

/// <summary>virDomainMemoryStatStruct</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDomainMemoryStat
{
    public int tag;
    public ulong val;
}

/// <summary>virDomainDiskError</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDomainDiskError
{
    public byte* disk;
    public int error;
}

/// <summary>virDomainInterface</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDomainInterface
{
    public byte* name;
    public byte* hwaddr;
    public uint naddrs;
    public NativeIPAddress* addrs;
}

/// <summary>virDomainIPAddress</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeIPAddress
{
    public int type;
    public byte* addr;
    public uint prefix;
}

/// <summary>virNetworkDHCPLease</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDhcpLease
{
    public byte* iface;
    public long expirytime;
    public int type;
    public byte* mac;
    public byte* iaid;
    public byte* ipaddr;
    public uint prefix;
    public byte* hostname;
    public byte* clientid;
}

/// <summary>virNodeInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeNodeInfo
{
    public const int ModelLength = 32;

    public fixed byte model[ModelLength];
    public CULong memory;
    public uint cpus;
    public uint mhz;
    public uint nodes;
    public uint sockets;
    public uint cores;
    public uint threads;
}

/// <summary>virNodeCPUStats and virNodeMemoryStats, which are alike.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeNodeStat
{
    public const int FieldLength = 80;

    public fixed byte field[FieldLength];
    public ulong value;
}

/// <summary>virSecurityModel</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeSecurityModel
{
    public const int Length = 257;

    public fixed byte model[Length];
    public fixed byte doi[Length];
}

/// <summary>virStoragePoolInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeStoragePoolInfo
{
    public int state;
    public ulong capacity;
    public ulong allocation;
    public ulong available;
}

/// <summary>virStorageVolInfo</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeStorageVolumeInfo
{
    public int type;
    public ulong capacity;
    public ulong allocation;
}

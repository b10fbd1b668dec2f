using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A page that sends a file by one request, and a server that throws the bytes away: what a browser can reach at all.</summary>
internal sealed class UploadSink : IDisposable
{
    /// <summary>Sends the file that was chosen; ends when the answer is there.</summary>
    public const string SendFile = """
        () => new Promise((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.open('PATCH', '/file');
          request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
          request.onload = () => request.status === 204 ? resolve() : reject(request.status);
          request.onerror = reject;
          request.send(document.querySelector('input').files[0]);
        })
        """;

    private const int Piece = 256 * 1024;
    private const string Form = "<!doctype html><title>Sink</title><input type=file>";

    private static ReadOnlySpan<byte> Length => "\r\nContent-Length: "u8;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public UploadSink()
    {
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            // A browser opens connections that it does not use.
            var socket = await _listener.AcceptSocketAsync();
            _ = Task.Run(() => Answer(socket));
        }
    }

    private static void Answer(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[Piece];
            var (read, head) = (0, -1);
            while (head < 0)
            {
                var more = socket.Receive(buffer.AsSpan(read));
                if (more == 0)
                    return;
                read += more;
                head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
            }
            var at = buffer.AsSpan(0, head).IndexOf(Length);
            var left = at < 0 || !Utf8Parser.TryParse(buffer.AsSpan(at + Length.Length), out long length, out _) ? 0 : length - (read - head - 4);
            while (left > 0 && socket.Receive(buffer) is > 0 and var taken)
                left -= taken;
            socket.Send(Encoding.ASCII.GetBytes(at < 0
                ? $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Form.Length}\r\nConnection: close\r\n\r\n{Form}"
                : "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
        }
    }
}

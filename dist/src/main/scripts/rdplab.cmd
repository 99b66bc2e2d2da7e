@echo off
rem Starts rdplab.
rem
rem   JAVA_HOME         the Java to use, 17 or newer; else the java on the PATH, else one that an installer has registered
rem   RDPLAB_JAVA_OPTS  more options for Java
rem
rem Exit code 3: no Java, or Java cannot start.
setlocal EnableExtensions DisableDelayedExpansion
set "RDPLAB_LIB=%~dp0..\lib"
if not exist "%RDPLAB_LIB%\program.jar" (
  >&2 echo rdplab: "%RDPLAB_LIB%\program.jar" is missing; unpack the download again
  exit /b 3
)
set "RDPLAB_JAVA="
if not defined JAVA_HOME goto on_path
set "RDPLAB_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%RDPLAB_JAVA%" goto found
>&2 echo rdplab: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe; it must be the folder of Java 17 or newer
exit /b 3
:on_path
for %%J in (java.exe) do set "RDPLAB_JAVA=%%~$PATH:J"
if defined RDPLAB_JAVA goto found
rem Oracle, Temurin, Microsoft, Zulu, Semeru, Liberica; of several the last one listed.
for %%K in ("JavaSoft\JDK" "JavaSoft\JRE" "Eclipse Adoptium\JDK" "Eclipse Adoptium\JRE" "Microsoft\JDK" "Azul Systems\Zulu" "Semeru" "BellSoft\Liberica") do (
  for /f "tokens=1,2,*" %%A in ('reg query "HKLM\SOFTWARE\%%~K" /s 2^>nul') do (
    if /i "%%A"=="JavaHome" call :registered "%%C"
    if /i "%%A"=="Path" call :registered "%%C"
    if /i "%%A"=="InstallationPath" call :registered "%%C"
  )
)
if defined RDPLAB_JAVA goto found
>&2 echo rdplab: needs Java 17 or newer and found none; install it (winget install EclipseAdoptium.Temurin.21.JRE) or set JAVA_HOME
exit /b 3
:registered
if exist "%~1\bin\java.exe" set "RDPLAB_JAVA=%~1\bin\java.exe"
exit /b 0

:found
rem Java itself ends with 1 when it cannot start, as if a handshake had failed: try it first, and take its version.
set "RDPLAB_VERSION="
for /f "tokens=1-3" %%A in ('""%RDPLAB_JAVA%" %RDPLAB_JAVA_OPTS% -version 2>&1"') do if /i "%%B"=="version" set "RDPLAB_VERSION=%%~C"
if not defined RDPLAB_VERSION (
  >&2 echo rdplab: Java cannot start: "%RDPLAB_JAVA%" says:
  >&2 "%RDPLAB_JAVA%" %RDPLAB_JAVA_OPTS% -version
  exit /b 3
)
for /f "delims=.-+ tokens=1" %%V in ("%RDPLAB_VERSION%") do set "RDPLAB_VERSION=%%V"
if %RDPLAB_VERSION% LSS 17 (
  >&2 echo rdplab: needs Java 17 or newer; "%RDPLAB_JAVA%" is older
  exit /b 3
)
set "RDPLAB_FLAGS=-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -Dio.netty.leakDetection.level=disabled -Dio.netty.jfr.enabled=false"
if %RDPLAB_VERSION% GEQ 22 set "RDPLAB_FLAGS=%RDPLAB_FLAGS% --enable-native-access=ALL-UNNAMED"
if /i "%~1"=="serve" goto run
if /i "%~1"=="load" goto run
if /i "%~1"=="sweep" goto run
if /i "%~1"=="cuts" goto run
if /i "%~1"=="reproduce" goto run
set "RDPLAB_FLAGS=%RDPLAB_FLAGS% -XX:TieredStopAtLevel=1"
:run
rem The signed jars of BouncyCastle serve every Java; Oracle's takes no others.
"%RDPLAB_JAVA%" %RDPLAB_FLAGS% %RDPLAB_JAVA_OPTS% -cp "%RDPLAB_LIB%\program.jar;%RDPLAB_LIB%\libraries.jar;%RDPLAB_LIB%\signed\*" dev.rdplab.cli.RdpLab %*
exit /b %ERRORLEVEL%
